import { PortFailure } from '@amana/ports/failures';
import { holdLease, type HoldLeaseOptions } from './hold-lease.ts';

/** Tasks of one name run one after the other. */
export type Turns = <T>(name: string, task: () => Promise<T>) => Promise<T>;

export type LeaseTurnsOptions = Omit<HoldLeaseOptions, 'name' | 'worker'> & {
  /** How long a task waits for its turn before it is given up. */
  readonly waitMs: number;
};

/**
 * Turns over all processes that share the leases. A process that stands still for a whole term may overlap with the next one, and a
 * task whose lease was lost runs again: it MUST be repeatable. Throws NO_TURN (retryable) where others keep the turn for too long.
 */
export function turnsByLease({ waitMs, ...options }: LeaseTurnsOptions): Turns {
  return async (name, task) => {
    const patience = new AbortController();
    let done: { readonly value: Awaited<ReturnType<typeof task>> } | undefined;
    const run = async (): Promise<void> => {
      patience.abort();
      done = { value: await task() };
    };
    const holder = holdLease({ ...options, name, worker: () => ({ run, stop: async () => undefined }) });
    const waited = options.sleep(waitMs, patience.signal).then(() => (patience.signal.aborted ? undefined : holder.stop()));
    await holder.run();
    patience.abort();
    await waited;
    if (done === undefined) throw new PortFailure('NO_TURN', `others hold the turn of ${name}`, { retryable: true });
    return done.value;
  };
}
