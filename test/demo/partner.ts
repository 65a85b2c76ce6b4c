import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { Webhook } from 'standardwebhooks';

export type ReceivedAlert = { readonly id: string; readonly type: string; readonly referralId: string | undefined };

/**
 * A partner's webhook, on this machine: checks each signature with the library over the exact bytes, keeps each alert once by its
 * id, and lets a story wait for the alert about its referral.
 */
export function createPartner(port: number) {
  const alerts = new Map<string, ReceivedAlert>();
  const waiting = new Set<() => void>();
  const counts = { requests: 0, verified: 0, refused: 0 };
  const bodies: string[] = [];
  let webhook: Webhook | undefined;
  let server: Server | undefined;

  const find = (type: string, referralId: string) => [...alerts.values()].find((alert) => alert.type === type && alert.referralId === referralId);

  function receive(body: string, headers: Record<string, string>): number {
    counts.requests++;
    bodies.push(body);
    try {
      if (!webhook) throw new Error('no secret yet');
      const alert = webhook.verify(body, headers) as { type: string; data: { referralId?: string } };
      counts.verified++;
      alerts.set(headers['webhook-id'] ?? '', { id: headers['webhook-id'] ?? '', type: alert.type, referralId: alert.data.referralId });
      for (const wake of waiting) wake();
      return 204;
    } catch {
      counts.refused++; // a wrong signature is answered as any partner would: the sender tries again
      return 401;
    }
  }

  return {
    alerts,
    counts,
    /** As they came, byte for byte. */
    bodies,
    url: `http://127.0.0.1:${port}/alerts`,
    trust: (secret: string) => {
      webhook = new Webhook(secret);
    },
    start: async () => {
      server = createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => response.writeHead(receive(Buffer.concat(chunks).toString('utf8'), request.headers as Record<string, string>)).end());
      }).listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    stop: async () => {
      server?.closeAllConnections();
      server?.close();
    },
    /** Resolves with the alert of this type about the referral; rejects after `ms`. */
    waitFor: (type: string, referralId: string, ms: number): Promise<ReceivedAlert> =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => finish(undefined), ms);
        const finish = (found: ReceivedAlert | undefined) => {
          clearTimeout(late);
          waiting.delete(check);
          if (found) resolve(found);
          else reject(new Error(`no ${type} for a referral within ${ms} ms`));
        };
        const check = () => {
          const found = find(type, referralId);
          if (found) finish(found);
        };
        waiting.add(check);
        check();
      }),
  };
}

export type Partner = ReturnType<typeof createPartner>;
