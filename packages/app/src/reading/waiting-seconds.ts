import type { EventStore } from '@amana/ports/event-store';

export type WaitingDeps = { readonly events: Pick<EventStore, 'readLog'>; readonly clock: { now(): { readonly recordedAt: string } } };

/**
 * For how many seconds the oldest event behind a place has been waiting; 0 where none waits. Measured on what waits: after a quiet
 * night the last event seen is old, and nobody is behind.
 */
export async function waitingSeconds(after: bigint, { events, clock }: WaitingDeps): Promise<number> {
  const waiting = (await events.readLog(after, { limit: 1 })).events[0];
  if (waiting === undefined) return 0;
  const since = Date.parse(waiting.metadata['recordedAt'] as string);
  return Math.max(0, Math.ceil((Date.parse(clock.now().recordedAt) - since) / 1_000));
}
