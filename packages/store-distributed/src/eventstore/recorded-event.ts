import type { RecordedEvent } from '@amana/ports/event-store';
import type { JsonObject } from '@amana/ports/json';
import { PortFailure } from '@amana/ports/failures';
import type { NodeEvent } from './collect-events.ts';

/** The place of an event in the whole log. Throws EVENTSTORE_TOO_OLD where the node gives none (before 22.6). */
export function positionOf({ position }: NodeEvent): bigint {
  if (position === undefined)
    throw new PortFailure('EVENTSTORE_TOO_OLD', 'EventStoreDB: this node gives no position with an event: it takes version 22.6 or later', {
      retryable: false,
    });
  return position.commit; // equal to `prepare` for everything that was written through gRPC
}

/** Throws EVENT_FOREIGN for what no append of this adapter can have written: it is not skipped, or a gap would look like a whole log. */
export function toRecordedEvent(event: NodeEvent): RecordedEvent {
  const { id, streamId, revision, type, isJson, data, metadata } = event;
  if (!isJson || !isObject(data) || !isObject(metadata)) {
    throw new PortFailure(
      'EVENT_FOREIGN',
      `the event ${String(revision)} of ${streamId} was not written by this program: it is no JSON object with metadata`,
      { retryable: false },
    );
  }
  return { id, stream: streamId, revision: Number(revision), position: positionOf(event), type, data, metadata };
}

/** What the client could not parse, it gives as text or as bytes. */
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
