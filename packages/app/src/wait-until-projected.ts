import type { ReadModelStore } from '@amana/ports/read-model-store';

const STEP_MS = 25;
const STEPS = 60;

/** Has the projection passed this position of the log? Waits a little (1.5 s) for it; false where it has not come so far. */
export async function waitUntilProjected(
  projection: string,
  position: bigint | undefined,
  deps: { rows: ReadModelStore; sleep: (ms: number) => Promise<unknown> },
): Promise<boolean> {
  for (let step = 0; step <= STEPS; step++) {
    if (position === undefined) return true;
    const checkpoint = await deps.rows.checkpoint(projection);
    if (checkpoint !== undefined && checkpoint.position >= position) return true;
    if (step < STEPS) await deps.sleep(STEP_MS);
  }
  return false;
}
