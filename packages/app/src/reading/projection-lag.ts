import type { Checkpoint } from '@amana/ports/read-model-store';
import type { PinnedRows } from '../rebuild/pin-builds.ts';
import { waitingSeconds, type WaitingDeps } from './waiting-seconds.ts';

export type LagDeps = WaitingDeps & { readonly rows: PinnedRows };

/** How far a projection has come, and for how many seconds the oldest event that it has not seen has been waiting; 0 where none waits. */
export type Lag = { readonly checkpoint: Checkpoint; readonly seconds: number };

/** Undefined where the projection has not begun. */
export async function projectionLag(projection: string, { rows, ...deps }: LagDeps): Promise<Lag | undefined> {
  const checkpoint = await rows.checkpoint(projection);
  if (checkpoint === undefined) return undefined;
  return { checkpoint, seconds: await waitingSeconds(checkpoint.position, deps) };
}
