import type { PinnedRows } from './rebuild/pin-builds.ts';

const STEP_MS = 25;
const STEPS = 60;

export type WaitDeps = {
  readonly sleep: (ms: number) => Promise<unknown>;
  readonly era: () => string;
};

/** Has the projection passed this position of the log? Waits a little (1.5 s) for it; false where it has not come so far. A checkpoint of another era says nothing. */
export async function waitUntilProjected(
  projection: string,
  position: bigint | undefined,
  deps: WaitDeps & { readonly rows: PinnedRows },
): Promise<boolean> {
  if (position === undefined) return true;
  for (let step = 0; step <= STEPS; step++) {
    const checkpoint = await deps.rows.checkpoint(projection);
    if (checkpoint?.era === deps.era() && checkpoint.position >= position) return true;
    if (step < STEPS) await deps.sleep(STEP_MS);
  }
  return false;
}
