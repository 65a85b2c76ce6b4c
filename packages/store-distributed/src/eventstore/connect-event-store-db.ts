import type { EventStore } from '@amana/ports/event-store';
import { createAppendToNode } from './append-to-node.ts';
import { createConnection, type Connection } from './connection.ts';
import { followLog } from './follow-log.ts';
import { createHeadFinder } from './head-finder.ts';
import { createLogReader } from './log-reader.ts';
import { createLogWatch, type LogWatch } from './log-watch.ts';
import { nodeClients } from './node-client.ts';
import { createNodeReads } from './node-reads.ts';
import { parseEventStoreUrl } from './parse-event-store-url.ts';
import { accessScope, mainScope, type Scope } from './scope.ts';
import { shareReads } from './share-reads.ts';
import { createStreamReader } from './stream-reader.ts';

export type EventStoreDbOptions = {
  /** As `parseEventStoreUrl` says. */
  url: string;
  /** Begins the names of the streams that are the log of reads; small letters and `-` at the end. Default `access-`. */
  accessPrefix?: string;
  /** For one append, and for one call of a read. Defaults 5,000 and 10,000. */
  appendTimeoutMs?: number;
  readTimeoutMs?: number;
  /** So long may the subscription owe what is known to be in the log before another takes its place. Default 2,000. */
  silenceMs?: number;
  /** So often whoever waits looks at the log, whatever the subscription says. Default 5,000. */
  lookMs?: number;
};

export type EventStoreDb = {
  /** The log. */
  readonly events: EventStore;
  /** The log of reads, on the same node. */
  readonly access: EventStore;
  /** Resolves where the node answers and lets this user read the log; rejects with what is wrong. */
  readonly ping: () => Promise<void>;
  /** Refuses further calls, lets go who wait, waits for the appends under way, ends the connections. Twice is safe. */
  readonly close: () => Promise<void>;
};

type Settings = Required<Omit<EventStoreDbOptions, 'url' | 'accessPrefix'>>;

/**
 * Two logs on one EventStoreDB node or cluster. Does not connect yet. Throws PortFailure EVENTSTORE_URL for a url that is wrong or would
 * send a password in the clear. On a secured node the user needs the right to read $all.
 */
export function connectEventStoreDb({ url, accessPrefix = 'access-', ...chosen }: EventStoreDbOptions): EventStoreDb {
  if (!/^[a-z]+-$/.test(accessPrefix)) throw new RangeError('accessPrefix is small letters with - at the end');
  const settings = { appendTimeoutMs: 5_000, readTimeoutMs: 10_000, silenceMs: 2_000, lookMs: 5_000, ...chosen };
  const connection = createConnection(nodeClients(parseEventStoreUrl(url)));
  const [main, access] = [mainScope(accessPrefix), accessScope(accessPrefix)].map((scope) => openLog({ scope, connection, settings })) as [
    Opened,
    Opened,
  ];
  return {
    events: main.store,
    access: access.store,
    ping: async () => {
      await createNodeReads(connection, settings.readTimeoutMs).backwards(undefined, 1);
    },
    close: async () => {
      main.watch.close();
      access.watch.close();
      await connection.close();
    },
  };
}

type Opened = { store: EventStore; watch: LogWatch };

function openLog({ scope, connection, settings }: { scope: Scope; connection: Connection; settings: Settings }): Opened {
  const { appendTimeoutMs, readTimeoutMs, silenceMs, lookMs } = settings;
  const reads = createNodeReads(connection, readTimeoutMs);
  const head = createHeadFinder(reads, scope, readTimeoutMs);
  const readStream = createStreamReader(reads, scope);
  const { readLog, readAt } = createLogReader({ reads, scope, head, budgetMs: readTimeoutMs });
  const append = createAppendToNode({ connection, reads, scope, timeoutMs: appendTimeoutMs });
  const watch = createLogWatch({
    head,
    // On a connection of its own: a subscription holds its call for ever.
    follow: (from, onPosition, signal) =>
      followLog({ client: connection.newClient(), scope, from, onPosition, confirmMs: readTimeoutMs, signal }),
    silenceMs,
    lookMs,
    backoffMs: (failures) => Math.random() * Math.min(50 * 2 ** failures, 5_000), // many processes must not come back in one step
  });
  let seen = -1n;
  const see = (position: bigint | undefined): void => {
    if (position !== undefined && position > seen) seen = position;
  };
  const store: EventStore = {
    append: async (stream, expected, events) => {
      const answer = await append(stream, expected, events);
      see(answer.position);
      watch.saw(answer.position);
      return answer;
    },
    readStream: async (stream, options) => {
      const slice = await readStream(stream, options);
      see(slice.events.at(-1)?.position);
      return slice;
    },
    readLog: shareReads(
      async (after, options) => {
        const page = await readLog(after, options);
        const newest = page.events.at(-1)?.position;
        see(newest);
        if (newest !== undefined) watch.saw(newest);
        return page;
      },
      () => seen,
    ),
    head: async () => {
      const newest = await head();
      see(newest);
      return newest;
    },
    readAt: async (position) => {
      const event = await readAt(position);
      see(event?.position);
      return event;
    },
    waitForMore: watch.waitForMore,
  };
  return { store, watch };
}
