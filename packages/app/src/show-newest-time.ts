import type { EventStore, RecordedEvent } from '@amana/ports/event-store';
import { metadataOf } from './stored-metadata.ts';

/**
 * Tells the clock of the newest time in the log: a clock that stands long before it is not to be trusted (design: Times). Where nobody
 * trusted that of the last event, those before it in its stream are told, and when the log was made: or a clock that is wrong from the
 * start on would be taken for good until the watch over the log has gone through it.
 */
export async function showNewestTime(events: EventStore, clock: { sawInLog(recordedAt: string, position: bigint): void }): Promise<void> {
  const head = await events.head();
  const last = head === undefined ? undefined : await events.readAt(head);
  if (last === undefined) return;
  const told = isTrusted(last) ? [last] : [...(await events.readStream(last.stream)).events, ...(await events.readStream('log')).events];
  for (const event of told.filter(isTrusted)) clock.sawInLog(metadataOf(event).recordedAt, event.position);
}

const isTrusted = (event: RecordedEvent): boolean => metadataOf(event).clock === 'ok';
