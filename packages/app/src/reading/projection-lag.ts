import type { EventStore } from '@amana/ports/event-store';
import type { Checkpoint } from '@amana/ports/read-model-store';
import type { PinnedRows } from '../rebuild/pin-builds.ts';

export type LagDeps = {
  readonly events: EventStore;
  readonly rows: PinnedRows;
  readonly clock: { now(): { readonly recordedAt: string } };
};

/** How far a projection has come, and for how many seconds the oldest event that it has not seen has been waiting; 0 where none waits. */
export type Lag = { readonly checkpoint: Checkpoint; readonly seconds: number };

/**
 * Undefined where the projection has not begun. Measured on what waits: after a quiet night the last event seen is old, and no list
 * is behind.
 */
export async function projectionLag(projection: string, { events, rows, clock }: LagDeps): Promise<Lag | undefined> {
  const checkpoint = await rows.checkpoint(projection);
  if (checkpoint === undefined) return undefined;
  const waiting = (await events.readLog(checkpoint.position, { limit: 1 })).events[0];
  if (waiting === undefined) return { checkpoint, seconds: 0 };
  const since = Date.parse(waiting.metadata['recordedAt'] as string);
  return { checkpoint, seconds: Math.max(0, Math.ceil((Date.parse(clock.now().recordedAt) - since) / 1_000)) };
}
