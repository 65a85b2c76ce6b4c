import { eventStoreSuite } from '@amana/ports/contract/event-store.suite';
import type { EventStoreHarness } from '@amana/ports/contract/event-store-fixtures';
import { startProtocolServer } from '@amana/engines/eventstore';
import { describeWithEngine } from '../testing/engine-under-test.ts';
import { connectEventStoreDb, type EventStoreDb } from './connect-event-store-db.ts';

/** The suite writes to streams that begin with `access-` too: here they belong to the main log. */
const accessPrefix = 'reads-';

function connectionsTo(url: string, startsEmpty: boolean, restart: () => Promise<void>): EventStoreHarness {
  const opened: EventStoreDb[] = [];
  const open = () => {
    const connected = connectEventStoreDb({ url, accessPrefix });
    opened.push(connected);
    return connected.events;
  };
  const closeAll = async (): Promise<void> => {
    await Promise.all(opened.splice(0).map((connected) => connected.close()));
  };
  return {
    store: open(),
    startsEmpty,
    second: async () => open(),
    reopen: async () => {
      await closeAll();
      await restart();
      return open();
    },
    close: closeAll,
  };
}

eventStoreSuite('EventStoreDB client, protocol server', async () => {
  const server = await startProtocolServer();
  const harness = connectionsTo(server.url, true, async () => {
    server.kill();
    await server.start();
  });
  return {
    ...harness,
    close: async () => {
      await harness.close();
      server.kill();
    },
  };
});

describeWithEngine('eventstore', 'EventStoreDB', (url) => {
  eventStoreSuite('EventStoreDB', async () => connectionsTo(url, false, async () => undefined));
});
