import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

/** What happens to what clients send: it gets through, is never answered, meets nobody, or is answered by what is no answer. */
export type PathState = 'open' | 'silent' | 'gone' | 'nonsense';

export type UnsteadyPath = { readonly url: string; become(state: PathState): Promise<void>; close(): Promise<void> };

/** A way to an engine that a test can spoil. Connections are cut when its state changes to anything but `silent`, as a real fault would. */
export async function openUnsteadyPath(engineUrl: string): Promise<UnsteadyPath> {
  const { hostname, port } = new URL(engineUrl);
  const sockets = new Set<Socket>();
  let state: PathState = 'open';

  function keep(socket: Socket): Socket {
    sockets.add(socket);
    return socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  }

  function join(client: Socket): void {
    const engine = keep(connect({ host: hostname, port: Number(port) }));
    keep(client).on('close', () => engine.destroy());
    engine.on('close', () => client.destroy());
    engine.on('data', (bytes) => void (state !== 'silent' && client.write(bytes)));
    client.on('data', (bytes) => {
      if (state === 'nonsense') client.write(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n<html></html>'));
      else if (state === 'open') engine.write(bytes);
    });
  }

  const server = createServer(join);
  const at = await listening(server, 0);
  return {
    url: `mongodb://127.0.0.1:${at}/?directConnection=true`,
    async become(next) {
      if (state === 'gone' && next !== 'gone') await listening(server, at);
      state = next;
      if (next === 'silent') return;
      for (const socket of sockets) socket.destroy();
      if (next === 'gone') await closed(server);
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      if (state !== 'gone') await closed(server);
    },
  };
}

const listening = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
