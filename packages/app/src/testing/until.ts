import { setTimeout as delay } from 'node:timers/promises';

/** Waits for something that another part of the process does. Throws after `withinMs`, so that a test says what did not come. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, withinMs = 5_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await delay(5);
  }
}
