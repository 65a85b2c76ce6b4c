import type { Turns } from './turns.ts';

/**
 * Runs tasks of one stream one after the other, tasks of different streams side by side: a hundred callers on one case are
 * served in turn instead of refusing each other. A queue that is empty leaves nothing behind.
 */
export function createStreamQueue(): Turns {
  const tails = new Map<string, Promise<unknown>>();

  return async function inTurn<T>(stream: string, task: () => Promise<T>): Promise<T> {
    const before = tails.get(stream) ?? Promise.resolve();
    const mine = before.then(task, task); // a failed task before us is its caller's affair
    tails.set(stream, mine);
    try {
      return await mine;
    } finally {
      if (tails.get(stream) === mine) tails.delete(stream);
    }
  };
}
