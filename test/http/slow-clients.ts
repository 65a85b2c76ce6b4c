import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { requestBytes, statusesIn } from './raw-exchange.ts';

type SlowClient = { readonly socket: Socket; readonly heard: Promise<string>; sent: number };

const bytes = requestBytes({ method: 'GET', path: '/v1/about' });

async function slowClient(port: number): Promise<SlowClient> {
  const socket = connect({ port, host: '127.0.0.1' }).setNoDelay().setEncoding('latin1');
  await once(socket, 'connect');
  let text = '';
  socket.on('data', (more: string) => (text += more));
  socket.on('error', () => undefined); // 'close' follows
  const heard = new Promise<string>((resolve) => void socket.once('close', () => resolve(text)));
  return { socket, heard, sent: 0 };
}

/** Clients that send one request each, a byte at a time. */
export async function startSlowClients(port: number, { many }: { many: number }) {
  const clients = await Promise.all(Array.from({ length: many }, () => slowClient(port)));
  let turn = 0;
  return {
    /** Of the next client in turn; never the last byte of its request. */
    oneByteMore(): void {
      const client = clients[turn++ % many];
      if (client === undefined || client.socket.destroyed || client.sent === bytes.length - 1) return;
      client.socket.write(bytes.subarray(client.sent, ++client.sent));
    },
    /** Each sends the rest and resolves to the statuses that it was answered with. */
    finish: async (): Promise<number[][]> =>
      Promise.all(
        clients.map(async ({ socket, heard, sent }) => {
          if (!socket.destroyed) socket.end(bytes.subarray(sent));
          return statusesIn(await heard);
        }),
      ),
  };
}
