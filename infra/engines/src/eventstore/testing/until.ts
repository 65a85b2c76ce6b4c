import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves as soon as it is so; the test's own time limit ends the wait. For what only the server can tell, and of which it sends no event. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(2);
}
