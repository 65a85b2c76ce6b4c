import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export type Connections = {
  /** Answers the port; 0 takes a free one. Throws what listening throws (EADDRINUSE). */
  listen(port: number): Promise<number>;
  /** Every connection gets a TCP reset, as from a process that was killed. */
  cut(): void;
  /** Cut, and no new ones. */
  close(): void;
};

/** The listening socket is ours and not the gRPC server's: one can only reset a connection that one holds. */
export function createConnections(onConnection: (socket: Socket) => void): Connections {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy()); // a client that resets is nothing to complain of; without a listener it would end the process
    onConnection(socket);
  });
  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    listen: async (port) => {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening'); // rejects with the error, where that comes first
      return (server.address() as AddressInfo).port;
    },
    cut,
    close: () => {
      server.close();
      cut();
    },
  };
}

/** What answers where somebody has taken the port for another service. */
export function answerHttp1(socket: Socket): void {
  socket.end('HTTP/1.1 400 Bad Request\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n<h1>Bad Request</h1>');
}
