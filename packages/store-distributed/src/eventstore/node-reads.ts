import { BACKWARDS, END, FORWARDS, START } from '@eventstore/db-client';
import { StoreUnavailable } from '@amana/ports/failures';
import { collectEvents, type NodeEvent, type NodeRead } from './collect-events.ts';
import type { Connection } from './connection.ts';
import { isInvalidPosition, rejectionType } from './eventstore-failure.ts';
import type { NodeClient } from './node-client.ts';

/** The reads that a node offers, each one call, bounded in time. A node MAY answer with fewer events than it has: see the callers. */
export type NodeReads = {
  /** From this revision on; undefined: there is no such stream, or it was deleted. Throws STREAM_DELETED for a tombstone. */
  stream(name: string, from: number, count: number): Promise<NodeEvent[] | undefined>;
  /** The newest event that a reader may see; 'none' where the stream is there without one. */
  newestOf(name: string): Promise<NodeEvent | 'none' | undefined>;
  /** The whole log from this position on, which is included; undefined: from the start. 'invalid' where no record begins there. */
  forwards(from: bigint | undefined, count: number, signal?: AbortSignal): Promise<NodeEvent[] | 'invalid'>;
  /** The whole log towards its start, from this position on, which is not included; undefined: from the end. */
  backwards(before: bigint | undefined, count: number): Promise<NodeEvent[]>;
};

/** `requiresLeader`: a node that follows may be behind, and would not show what was just written. */
const onLeader = { requiresLeader: true, resolveLinkTos: false };
const placeOf = (position: bigint) => ({ commit: position, prepare: position });

export function createNodeReads(connection: Connection, timeoutMs: number): NodeReads {
  const { closing } = connection;

  function read(begin: (client: NodeClient) => NodeRead, signal?: AbortSignal): Promise<NodeEvent[] | 'no-stream' | 'invalid'> {
    const look = (client: NodeClient, leftMs: number) =>
      collectEvents(begin(client), { timeoutMs: leftMs, closing, signal }).catch(answerOf);
    return connection.call(look, { timeoutMs, written: 'no', signal });
  }

  async function readStream(begin: (client: NodeClient) => NodeRead): Promise<NodeEvent[] | undefined> {
    const answer = await read(begin);
    return typeof answer === 'string' ? undefined : answer;
  }

  return {
    stream: (name, from, count) =>
      readStream((client) => client.readStream(name, { ...onLeader, fromRevision: BigInt(from), maxCount: count })),
    newestOf: async (name) => {
      const events = await readStream((client) =>
        client.readStream(name, { ...onLeader, direction: BACKWARDS, fromRevision: END, maxCount: 1 }),
      );
      return events && (events[0] ?? 'none');
    },
    forwards: async (from, count, signal) => {
      const fromPosition = from === undefined ? START : placeOf(from);
      const answer = await read((client) => client.readAll({ ...onLeader, direction: FORWARDS, fromPosition, maxCount: count }), signal);
      return answer === 'no-stream' ? [] : answer;
    },
    backwards: async (before, count) => {
      const fromPosition = before === undefined ? END : placeOf(before);
      const answer = await read((client) => client.readAll({ ...onLeader, direction: BACKWARDS, fromPosition, maxCount: count }));
      if (typeof answer === 'string') throw new StoreUnavailable('EventStoreDB: the log changed while it was read', { written: 'no' });
      return answer;
    },
  };
}

/** Two rejections are answers. */
function answerOf(error: unknown): 'no-stream' | 'invalid' {
  if (rejectionType(error) === 'stream-not-found') return 'no-stream';
  if (isInvalidPosition(error)) return 'invalid';
  throw error;
}
