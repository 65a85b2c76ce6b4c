import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach } from '@jest/globals';
import { EventStoreDBClient } from '@eventstore/db-client';
import { type ProtocolServer, type ProtocolServerOptions, startProtocolServer } from '../protocol-server.ts';

export type TestServers = {
  start(options?: ProtocolServerOptions): Promise<ProtocolServer>;
  /** A client of its own connection: two clients of one process to one address would share it. `more` is added to its URL. */
  connect(server: { url: string }, more?: string): EventStoreDBClient;
};

/** Servers and clients of the real package, gone after each test. */
export function useServers(): TestServers {
  const servers: ProtocolServer[] = [];
  const clients: EventStoreDBClient[] = [];
  afterEach(async () => {
    const disposed = Promise.all(clients.splice(0).map((client) => client.dispose()));
    await Promise.race([disposed, sleep(200, undefined, { ref: false })]); // a client whose append stream has ended clean never gets done
    for (const server of servers.splice(0)) server.kill();
  });
  return {
    start: async (options) => {
      const server = await startProtocolServer(options);
      servers.push(server);
      return server;
    },
    connect: ({ url }, more = '') => {
      const client = EventStoreDBClient.connectionString(`${url}&keepAliveInterval=${10_000 + clients.length}${more}`);
      clients.push(client);
      return client;
    },
  };
}
