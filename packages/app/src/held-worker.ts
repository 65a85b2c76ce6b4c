import type { Worker } from './hold-lease.ts';

/** How the workers of a process are run: each by itself, or while the process holds the lease of that name; then one is made per holding. */
export type Hold = (name: string, worker: () => Worker) => Worker;

/** Beneath a lock that one process holds for everything, as in the embedded mode, a lease could only do harm. */
export const holdNothing: Hold = (_name, worker) => worker();

/** `current` is the worker that may run; undefined while another process holds the lease. */
export type HeldWorker<W extends Worker> = Worker & { current(): W | undefined };

export function heldWorker<W extends Worker>(name: string, make: () => W, hold: Hold): HeldWorker<W> {
  let current: W | undefined;
  const worker = hold(name, () => {
    const made = make();
    current = made;
    const run = async (): Promise<void> => {
      try {
        await made.run();
      } finally {
        current = undefined;
      }
    };
    return { run, stop: () => made.stop() };
  });
  return { run: () => worker.run(), stop: () => worker.stop(), current: () => current };
}
