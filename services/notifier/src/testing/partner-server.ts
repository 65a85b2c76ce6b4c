import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export type Hit = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The exact bytes, as text. */
  readonly body: string;
  readonly alertId: string;
};
export type Reply = number | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };
/** Undefined: the connection is cut without an answer. */
export type Answer = (hit: Hit, count: number) => Reply | undefined | Promise<Reply | undefined>;

/** A partner's server on loopback. It keeps every request, and answers as the test says; 204 at first. */
export async function startPartner(first: Answer = () => 204) {
  const hits: Hit[] = [];
  let answer = first;
  let connections = 0;

  const server = createServer((req, res) => void serve(req, res));
  server.on('connection', () => (connections += 1));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const headers = req.headers as Readonly<Record<string, string>>;
    const body = Buffer.concat(chunks).toString('utf8');
    const hit = { method: req.method ?? '', path: req.url ?? '', headers, body, alertId: headers['webhook-id'] ?? '' };
    hits.push(hit);
    const reply = await answer(hit, hits.length);
    if (reply === undefined) res.destroy();
    else if (typeof reply === 'number') res.writeHead(reply).end();
    else res.writeHead(reply.status, reply.headers).end(reply.body);
  }

  return {
    port,
    host: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}/amana`,
    hits,
    /** Connections that were made, whether or not a request came over them. */
    connections: () => connections,
    answer: (next: Answer) => {
      answer = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

export type PartnerServer = Awaited<ReturnType<typeof startPartner>>;

/** What the partner would read of it, by the reference library. @throws where the signature is not of this secret. */
export const verify = (hit: Hit | undefined, secret: Uint8Array) =>
  new Webhook(`whsec_${Buffer.from(secret).toString('base64')}`).verify(hit?.body ?? '', { ...hit?.headers });
