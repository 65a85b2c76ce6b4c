export type WaitOptions = { timeoutMs: number; signal?: AbortSignal };

export type LogWatch = {
  /** An append or a read of ours has shown an event of the scope at this position. */
  readonly saw: (position: bigint) => void;
  /** As the port says. */
  readonly waitForMore: (after: bigint | undefined, options: WaitOptions) => Promise<void>;
  /** Lets all go who wait, ends the subscription. */
  readonly close: () => void;
};

export type LogWatchDeps = {
  /** Position of the newest event. */
  head: () => Promise<bigint | undefined>;
  /** One subscription until it is over: see `followLog`. */
  follow: (from: bigint | undefined, onPosition: (position: bigint) => void, signal: AbortSignal) => Promise<void>;
  /** So long may the subscription owe what is known to be in the log. */
  silenceMs: number;
  /** So often whoever waits looks at the log, whatever the subscription says. */
  lookMs: number;
  backoffMs: (failures: number) => number;
};

const maxTimerMs = 2 ** 31 - 1; // a longer timer would fire at once
/** Before all positions. */
const nowhere = -1n;

type Waiter = { readonly after: bigint; readonly done: () => void };

/**
 * Wakes those who wait for more. The log is read by pages, and only that is the truth: a subscription tells when to read. It begins
 * behind a look at the head that has woken all who were behind, so that between the two nothing is missed; after every drop this begins
 * anew. Where the log is known to hold more than the subscription has said, it has fallen silent, and another takes its place.
 */
export function createLogWatch({ head, follow, silenceMs, lookMs, backoffMs }: LogWatchDeps): LogWatch {
  const closing = new AbortController();
  const waiters = new Set<Waiter>();
  let known = nowhere; // the newest position that anybody has shown
  let said = nowhere; // the newest that the subscription has said or begun behind
  let changes = 0;
  let failures = 0; // drops in a row of which no subscription has said anything
  let isFollowing = false;
  let round = new AbortController();
  let silence: NodeJS.Timeout | undefined;

  function wake(position: bigint): void {
    for (const waiter of waiters) if (waiter.after < position) waiter.done();
  }
  const wakeAll = (): void => wake(2n ** 64n);

  function saw(position: bigint): void {
    if (position <= known) return;
    known = position;
    changes += 1;
    wake(position);
    expectWord();
  }

  /** The subscription has some time to say what is known by now. */
  function expectWord(): void {
    if (!isFollowing || silence !== undefined || said >= known) return;
    const owed = known;
    silence = setTimeout(() => {
      silence = undefined;
      if (said < owed && known >= owed) round.abort();
      else expectWord();
    }, silenceMs);
    silence.unref();
  }

  /** A head below what was known means another log (restored, replaced), unless something was seen meanwhile. */
  async function look(): Promise<bigint | undefined> {
    const before = changes;
    const newest = await head();
    if (before === changes) known = newest ?? nowhere;
    if (newest !== undefined) wake(newest);
    return newest;
  }
  /** Where the log cannot be read, whoever waits reads next, and is told why. */
  const lookAgain = (): void => {
    look().then(expectWord, wakeAll);
  };

  async function followOnce(): Promise<void> {
    const from = await look();
    said = from ?? nowhere;
    round = new AbortController();
    expectWord();
    const signal = AbortSignal.any([closing.signal, round.signal]);
    const onPosition = (position: bigint): void => {
      said = position;
      failures = 0;
      wake(position);
      saw(position);
    };
    await follow(from, onPosition, signal);
  }

  async function followOn(): Promise<void> {
    while (!closing.signal.aborted) {
      await followOnce().catch(wakeAll);
      failures += 1;
      await pause(backoffMs(failures), closing.signal);
    }
  }

  return {
    saw,
    waitForMore: (after = nowhere, { timeoutMs, signal }) =>
      new Promise((resolve) => {
        if (closing.signal.aborted || signal?.aborted === true) {
          resolve();
          return;
        }
        const waiter: Waiter = {
          after,
          done: () => {
            clearTimeout(timer);
            clearInterval(looking);
            signal?.removeEventListener('abort', waiter.done);
            waiters.delete(waiter);
            resolve();
          },
        };
        const timer = setTimeout(waiter.done, Math.min(timeoutMs, maxTimerMs));
        const looking = setInterval(lookAgain, lookMs);
        signal?.addEventListener('abort', waiter.done);
        waiters.add(waiter);
        if (!isFollowing) {
          isFollowing = true;
          followOn().catch(wakeAll);
        } else if (known > after) lookAgain(); // not simply at once: after a restore the log may really hold less
      }),
    close: () => {
      closing.abort();
      clearTimeout(silence);
      wakeAll();
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    timer.unref();
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
