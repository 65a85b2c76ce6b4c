import { afterEach } from '@jest/globals';
import { EventStoreDBClient } from '@eventstore/db-client';
import { startProtocolServer, type ProtocolServer, type ProtocolServerOptions } from '@amana/engines/eventstore';
import { connectEventStoreDb, type EventStoreDb, type EventStoreDbOptions } from '../connect-event-store-db.ts';

export type TestNodes = {
  start(options?: ProtocolServerOptions): Promise<ProtocolServer>;
  connect(url: string, options?: Partial<EventStoreDbOptions>): EventStoreDb;
  /** The bare client, for what an operator does to a stream. */
  operator(url: string): EventStoreDBClient;
};

let operators = 0;

/** Protocol servers and connections to them, gone after each test. */
export function useNodes(): TestNodes {
  const servers: ProtocolServer[] = [];
  const connected: EventStoreDb[] = [];
  const clients: EventStoreDBClient[] = [];
  afterEach(async () => {
    await Promise.all(connected.splice(0).map((each) => each.close()));
    await Promise.all(clients.splice(0).map((client) => client.dispose()));
    for (const server of servers.splice(0)) server.kill();
  });
  return {
    start: async (options) => {
      const server = await startProtocolServer(options);
      servers.push(server);
      return server;
    },
    connect: (url, options) => {
      const one = connectEventStoreDb({ url, ...options });
      connected.push(one);
      return one;
    },
    operator: (url) => {
      operators += 1;
      const client = EventStoreDBClient.connectionString(`${url}&keepAliveInterval=${20_000 + operators}`);
      clients.push(client);
      return client;
    },
  };
}

/** Waits until it is so; fails by the test's own time limit. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2));
}
