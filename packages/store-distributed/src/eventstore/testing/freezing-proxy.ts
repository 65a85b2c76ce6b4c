import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type FreezingProxy = {
  readonly url: string;
  /** Connections that were taken, in order. */
  readonly connections: readonly Socket[];
  /** From now on nothing comes back to the client on this one, which may be still to come; it stays open. */
  freeze(index: number): void;
  close(): void;
};

/** Stands before a server, and can let one of its connections fall silent while the others go on. */
export async function startFreezingProxy(port: number): Promise<FreezingProxy> {
  const connections: Socket[] = [];
  const behind: Socket[] = [];
  const frozen = new Set<number>();
  const server = createServer((socket) => {
    const other = connect(port, '127.0.0.1');
    socket.pipe(other);
    if (!frozen.has(connections.length)) other.pipe(socket);
    connections.push(socket);
    behind.push(other);
    for (const [one, twin] of [
      [socket, other],
      [other, socket],
    ] as const)
      one.on('error', () => twin.destroy()).on('close', () => twin.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `esdb://127.0.0.1:${(server.address() as AddressInfo).port}?tls=false`,
    connections,
    freeze: (index) => {
      frozen.add(index);
      behind[index]?.unpipe(connections[index]);
    },
    close: () => {
      server.close();
      for (const socket of [...connections, ...behind]) socket.destroy();
    },
  };
}
