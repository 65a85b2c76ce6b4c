import { jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { encodeAppend } from '@amana/ports/encode-append';
import type { AppendResult, ExpectedRevision, NewEvent } from '@amana/ports/event-store';
import { NotStorable, StoreUnavailable, WrongRevision } from '@amana/ports/failures';
import type { JsonObject } from '@amana/ports/json';
import type { Connection } from './connection.ts';
import { rejectionType, streamDeleted } from './eventstore-failure.ts';
import type { NodeReads } from './node-reads.ts';
import { positionOf } from './recorded-event.ts';
import type { Scope } from './scope.ts';
import { positionBack } from './stream-reader.ts';
import { within } from '../within.ts';

export type AppendDeps = { connection: Connection; reads: NodeReads; scope: Scope; timeoutMs: number };
export type AppendToNode = (stream: string, expected: ExpectedRevision, events: readonly NewEvent[]) => Promise<AppendResult>;

/** Behind the deadline that the call itself has: a call that has not begun yet (no node found) knows none. */
const graceMs = 250;

/**
 * The append. Nothing is repeated in here: a failure without an answer is StoreUnavailable `unknown`, and whoever sends the same
 * events again at the same revision gets the node's first answer.
 */
export function createAppendToNode({ connection, reads, scope, timeoutMs }: AppendDeps): AppendToNode {
  /** By the id of the first event. A node lets one of two equal appends at once run into a time-out: so the second waits for the first. */
  const underWay = new Map<string, Promise<unknown>>();

  async function send(
    stream: string,
    expected: ExpectedRevision,
    encoded: readonly { id: string; type: string; data: string; metadata: string }[],
  ): Promise<AppendResult> {
    const events = encoded.map(({ id, type, data, metadata }) => jsonEvent({ id, type, data: parsed(data), metadata: parsed(metadata) }));
    const expectedRevision = expected === 'no-stream' ? (NO_STREAM as 'no_stream') : BigInt(expected);
    const revision = (expected === 'no-stream' ? -1 : expected) + encoded.length;
    const answer = await connection.call(
      (client, leftMs) =>
        inTime(
          client
            .appendToStream(stream, events, {
              expectedRevision,
              requiresLeader: true,
              credentials: client.appendCredentials,
              deadline: leftMs,
            })
            .catch((error: unknown) => {
              throw rejectionType(error) === 'wrong-expected-version' ? wrongRevision(stream, expected, error) : error;
            }),
          leftMs + graceMs,
        ),
      { timeoutMs, written: 'unknown' },
    );
    // A stream that the operator deleted takes events again, and goes on with its old numbers.
    if (answer.nextExpectedRevision !== BigInt(revision)) throw streamDeleted(stream);
    return { revision, position: answer.position?.commit ?? (await readBack(stream, revision, encoded.at(-1)?.id ?? '')) };
  }

  async function readBack(stream: string, revision: number, id: string): Promise<bigint> {
    try {
      return positionOf(await positionBack(reads, stream, { revision, id }));
    } catch (error) {
      // The read failed; the append is written all the same, and sending it again asks for its position again.
      throw error instanceof StoreUnavailable ? new StoreUnavailable(error.message, { written: 'unknown' }) : error;
    }
  }

  return async (stream, expected, events) => {
    const encoded = encodeAppend(stream, expected, events);
    if (!scope.holds(stream)) throw new NotStorable(`${stream}: this stream belongs to another log`);
    const id = encoded[0]?.id ?? '';
    const twin = underWay.get(id);
    const sent = (twin === undefined ? Promise.resolve() : inTime(twin, timeoutMs)).then(() => send(stream, expected, encoded));
    const settled = sent.catch(() => undefined); // the failure is the caller's; the next twin only waits
    underWay.set(id, settled);
    try {
      return await sent;
    } finally {
      if (underWay.get(id) === settled) underWay.delete(id);
    }
  };
}

/** A copy: the client turns it into text, and the text is the same again, because `encodeAppend` lets nothing else pass. */
const parsed = (text: string): JsonObject => JSON.parse(text) as JsonObject;

function wrongRevision(stream: string, expected: ExpectedRevision, error: unknown): WrongRevision {
  const { actualVersion } = error as { actualVersion: bigint | typeof NO_STREAM };
  return new WrongRevision(stream, expected, actualVersion === NO_STREAM ? 'no-stream' : Number(actualVersion));
}

/** The client's promise may never settle (a silent server, an answer without a result): this one does. */
function inTime<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
  const words = `EventStoreDB: no answer to an append in ${Math.round(timeoutMs)} ms`;
  return within(promise, { ms: timeoutMs, late: () => new StoreUnavailable(words, { written: 'unknown' }) });
}
