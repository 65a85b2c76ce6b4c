import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { createClientSockets } from './client-sockets.ts';

describe('the sockets of a client', () => {
  let server: Server;
  let port: number;
  beforeEach(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  afterEach(() => void server.close());

  const plain = { tls: undefined, login: undefined };
  const to = (host: string) => ({ host, port, ssl: {}, onConnect: () => undefined });

  test('cut, they end with an error, which kafkajs listens for; connections under way too; and no new one is made', async () => {
    const sockets = createClientSockets(plain);
    const joined = sockets.create(to('127.0.0.1'));
    await once(joined, 'connect');
    const joining = sockets.create(to('127.0.0.1'));
    const ends = [joined, joining].map((socket) => once(socket, 'error'));
    sockets.cut();
    for (const [error] of await Promise.all(ends)) expect(error).toEqual(new Error('this client was given up'));
    expect(() => sockets.create(to('127.0.0.1'))).toThrow('this client was given up');
    sockets.cut();
  });

  test('a login goes nowhere in clear, also not to a broker that another broker has named', async () => {
    const sockets = createClientSockets({ tls: undefined, login: { mechanism: 'plain', username: 'amana', password: 'wachtwoord' } });
    expect(() => sockets.create(to('192.0.2.1'))).toThrow('over TLS only');
    const socket = sockets.create(to('127.0.0.1'));
    await once(socket, 'connect');
    socket.destroy();
  });

  test('with TLS nothing is said in clear', async () => {
    const first = once(server, 'connection').then(([socket]: unknown[]) => once(socket as Server, 'data'));
    const sockets = createClientSockets({ tls: { ca: undefined }, login: undefined });
    sockets.create(to('127.0.0.1')).on('error', () => undefined);
    const [[greeting]] = [await first] as [[Buffer]];
    expect(greeting.subarray(0, 2)).toEqual(Buffer.from([22, 3])); // a TLS handshake
    sockets.cut();
  });
});
