import { setTimeout as sleep } from 'node:timers/promises';

const STILL_MS = 120_000;
const LOOK_MS = 100;

type Moving = {
  readonly isDone: () => Promise<boolean> | boolean;
  /** Anything that changes as long as somebody works on it. */
  readonly progress: () => unknown;
};

/** Waits for as long as something moves: a slow machine is waited for, a system that stands still is not. Throws then. */
export async function whileItMoves(what: string, { isDone, progress }: Moving): Promise<void> {
  let seen = '';
  let since = performance.now();
  while (!(await isDone())) {
    const now = JSON.stringify(await progress());
    if (now !== seen) [seen, since] = [now, performance.now()];
    else if (performance.now() - since > STILL_MS) throw new Error(`it stands still before this: ${what}`);
    await sleep(LOOK_MS);
  }
}
