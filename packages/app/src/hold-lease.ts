import { isRetryable } from '@amana/ports/failures';
import type { Lease, LeaseState } from '@amana/ports/lease';
import type { Log } from './log.ts';

/** `run` ends when the work was stopped or is done; `stop` waits for what is in hand, and is safe to call twice. */
export type Worker = { run(): Promise<void>; stop(): Promise<void> };

export type HoldLeaseOptions = {
  readonly name: string;
  readonly lease: Lease;
  /** The same in all candidates. A worker MUST be able to stop within a third of it. */
  readonly termMs: number;
  /** Makes the worker of one holding; asked anew every time, since a worker that was stopped does not run again. */
  readonly worker: () => Worker;
  /** Milliseconds of a clock that never goes back; compared with nothing but itself. */
  readonly monotonic: () => number;
  /** Resolves after so long, or as soon as the signal aborts; never rejects. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly output: Log;
};

type Holding = { readonly token: number; readonly takenAt: number };

/** Looks, and beats, per term: one that fails, or two in a row, change nothing. */
const STEPS = 6;
const RELEASED = -1;

/**
 * Runs a worker in one of the processes that name the same lease. A candidate takes over when the holder's counter has not moved for
 * a whole term of the candidate's clock, or at once when the lease was released. A holder of which no beat was stored for two thirds
 * of the term, by its own clock, stops its worker and becomes a candidate again: it begins nothing more once anybody else may begin, even
 * where its clock runs a third slower. `run` rejects with the worker's failure, the lease being released; `stop` stops and releases.
 *
 * A process that stands still (a suspended machine) can notice only afterwards: what workers write MUST be guarded all the same.
 */
export function holdLease(options: HoldLeaseOptions): Worker {
  const aborter = new AbortController();
  const { signal } = aborter;
  let finished: Promise<void> | undefined;
  let worker: Worker | undefined;

  async function lead(holding: Holding): Promise<'lost' | 'ended'> {
    const { name, output } = options;
    const { token } = holding;
    const ended = new AbortController();
    worker = options.worker();
    const running = worker.run().finally(() => ended.abort());
    running.catch(() => undefined); // awaited below; it may fail while we wait for a beat
    output.info({ lease: name, holder: token }, 'the lease is held: the worker runs');
    const lost = await untilLost(holding, ended.signal, options);
    if (lost !== undefined) output.error({ lease: name, holder: token, reason: lost }, 'the lease is lost: the worker is stopped');
    await worker.stop();
    try {
      await running;
    } finally {
      await letGo(token, options);
    }
    return lost === undefined ? 'ended' : 'lost';
  }

  async function run(): Promise<void> {
    for (let end: 'lost' | 'ended' = 'lost'; end === 'lost' && !signal.aborted; ) {
      const holding = await untilTaken(signal, options);
      if (holding === undefined) return;
      if (signal.aborted) return letGo(holding.token, options);
      end = await lead(holding);
    }
  }

  return {
    run: () => (finished ??= run()),
    /** The holder beats on until its worker has ended: a long stop must not let another one begin beside it. */
    stop: async () => {
      aborter.abort();
      await worker?.stop();
      await finished?.catch(() => undefined); // the failure belongs to whoever awaited run()
    },
  };
}

type Seen = { readonly state: LeaseState; readonly since: number };

/** Undefined where the signal aborted first. Throws what the lease throws, unless it may pass. */
async function untilTaken(signal: AbortSignal, options: HoldLeaseOptions): Promise<Holding | undefined> {
  const { name, output, sleep, termMs } = options;
  for (let seen: Seen | undefined; !signal.aborted; ) {
    try {
      const looked = await look(seen, options);
      if ('token' in looked) return looked;
      ({ seen } = looked);
    } catch (error) {
      if (!isRetryable(error)) throw error;
      output.warn({ error, lease: name }, 'the lease cannot be seen: trying again');
    }
    await sleep(termMs / STEPS, signal);
  }
  return undefined;
}

/** Times are taken so that the counter can only seem to have stood still for less than it has: before this look, after the first one. */
async function look(seen: Seen | undefined, { name, lease, termMs, monotonic }: HoldLeaseOptions): Promise<Holding | { readonly seen: Seen | undefined }> {
  const askedAt = monotonic();
  const state = await lease.state(name);
  const stands = state !== undefined && state.token === seen?.state.token && state.beats === seen.state.beats;
  const isOver = stands && askedAt - seen.since >= termMs;
  if (state === undefined || state.beats === RELEASED || isOver) {
    const takenAt = monotonic();
    const taken = await lease.take(name, state?.token);
    if (taken !== undefined) return { ...taken, takenAt };
  }
  return { seen: stands || state === undefined ? seen : { state, since: monotonic() } };
}

/** Why the lease is no longer held; undefined where the worker ended first. */
async function untilLost({ token, takenAt }: Holding, ended: AbortSignal, options: HoldLeaseOptions): Promise<'NO_BEAT' | 'TAKEN' | undefined> {
  const { termMs, monotonic, sleep } = options;
  const holdMs = (termMs * 2) / 3;
  let beatenAt = takenAt;
  const leftMs = () => beatenAt + holdMs - monotonic();
  while (leftMs() > 0) {
    await sleep(Math.min(termMs / STEPS, leftMs()), ended);
    if (ended.aborted) return undefined;
    const askedAt = monotonic(); // before it is sent: the others may see the counter move from then on
    const answer = await within(leftMs(), beat(token, options), { sleep, ended });
    if (ended.aborted) return undefined;
    if (answer === 'refused') return 'TAKEN';
    if (answer === 'stored') beatenAt = askedAt;
  }
  return 'NO_BEAT';
}

async function beat(token: number, { lease, name, output }: HoldLeaseOptions): Promise<'stored' | 'refused' | 'failed'> {
  try {
    return (await lease.beat(name, token)) ? 'stored' : 'refused';
  } catch (error) {
    output.warn({ error, lease: name, holder: token }, 'a beat of the lease failed: trying again');
    return 'failed';
  }
}

/** Only what the next holder waits for hangs on it: where it fails, that one waits for a term. */
async function letGo(token: number, { lease, name, output, termMs, sleep }: HoldLeaseOptions): Promise<void> {
  const released = lease.release(name, token).catch((error: unknown) => {
    output.warn({ error, lease: name, holder: token }, 'the lease could not be released: the next holder waits for a term');
  });
  await within(termMs, released, { sleep, ended: new AbortController().signal });
}

/** The answer, or 'late': a store that hangs must not keep a holder from seeing that its time is over. `answer` never rejects. */
async function within<T>(ms: number, answer: Promise<T>, { sleep, ended }: { sleep: HoldLeaseOptions['sleep']; ended: AbortSignal }): Promise<T | 'late'> {
  const answered = new AbortController();
  const late = sleep(Math.max(0, ms), AbortSignal.any([answered.signal, ended])).then(() => 'late' as const);
  try {
    return await Promise.race([answer, late]);
  } finally {
    answered.abort();
  }
}
