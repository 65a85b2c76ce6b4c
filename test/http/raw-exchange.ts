import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type Sending = {
  readonly bytes: Uint8Array;
  /** Sent in so many pieces, one after the other. */
  readonly pieces?: number;
  /**
   * What the client does when it has sent all. It waits for an answer, as every client does to whom one is due; or for a moment only; or
   * closes its half at once (Node then answers nothing that is not ready); or tears the connection down.
   */
  readonly afterwards?: 'wait' | 'wait a moment' | 'half-close' | 'reset';
};

/** Far beyond what a slow machine needs; whoever waits so long waits for ever. */
const HANG_MS = 20_000;
const MOMENT_MS = 100;

export type Exchanged = {
  /** All that came back until the connection was closed. */
  readonly text: string;
  /** The server neither answered nor closed. */
  readonly hangs: boolean;
};

/** Sends bytes as they are and listens. */
export async function exchange(port: number, { bytes, pieces = 1, afterwards = 'wait' }: Sending): Promise<Exchanged> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).setNoDelay().setEncoding('latin1');
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  let text = '';
  socket.on('data', (more: string) => {
    text += more;
    if (statusesIn(text).some((status) => status >= 200)) answer();
  });
  socket.once('end', () => answer()); // the server has closed its half: no more will come
  // A server may close in the middle of nonsense: what it said before counts, and 'close' always follows.
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
  let hangs = false;
  const hang = setTimeout(() => {
    hangs = true;
    socket.destroy();
  }, HANG_MS);

  const size = Math.max(1, Math.ceil(bytes.length / pieces));
  for (let at = 0; at < bytes.length && !socket.destroyed; at += size) {
    socket.write(bytes.subarray(at, at + size));
    await new Promise((resolve) => void setImmediate(resolve));
  }
  if (afterwards === 'wait') await Promise.race([answered, closed]);
  if (afterwards === 'wait a moment') await Promise.race([answered, closed, sleep(MOMENT_MS)]);
  if (afterwards === 'reset') socket.resetAndDestroy();
  else socket.end();
  await closed;
  clearTimeout(hang);
  return { text, hangs };
}

export type Header = readonly [name: string, value: string];

/** The bytes of one request; nothing is checked or put right. A body gets a Content-Length unless a header says how it is framed. */
export function requestBytes({ method = 'POST', path, headers = [], body }: { method?: string; path: string; headers?: readonly Header[]; body?: string | Uint8Array }): Buffer {
  const framed = headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name));
  const content = body === undefined ? Buffer.alloc(0) : Buffer.from(body);
  const all: readonly Header[] = [['Host', 'amana'], ...headers, ...(framed || body === undefined ? [] : [['Content-Length', String(content.length)] as const])];
  const head = `${method} ${path} HTTP/1.1\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), content]);
}

/** Status of each answer, in their order. */
export const statusesIn = (text: string): number[] => [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
