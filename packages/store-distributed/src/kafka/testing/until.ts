import { setTimeout as delay } from 'node:timers/promises';

/** Resolves as soon as it holds; rejects when it does not within so long. For what happens on the other side of a socket, where no gate can be. */
export async function until(holds: () => boolean, withinMs = 2_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`after ${withinMs} ms it still did not hold: ${String(holds)}`);
    await delay(10);
  }
}
