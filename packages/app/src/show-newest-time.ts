import type { EventStore } from '@amana/ports/event-store';
import { metadataOf } from './stored-metadata.ts';

/** Tells the clock of the newest time in the log: a clock that stands long before it is not to be trusted (design: Times). */
export async function showNewestTime(events: EventStore, clock: { sawInLog(recordedAt: string): void }): Promise<void> {
  const head = await events.head();
  const last = head === undefined ? undefined : await events.readAt(head);
  if (last === undefined) return;
  const { clock: trusted, recordedAt } = metadataOf(last);
  if (trusted === 'ok') clock.sawInLog(recordedAt);
}
