import type { EventStore, LogPage } from '@amana/ports/event-store';

type ReadLog = EventStore['readLog'];
type UnderWay = { readonly page: Promise<LogPage>; readonly giveUp: AbortController; waiting: number };

/**
 * Equal reads of the log that are under way are one: the workers of a process stand at the head together and are woken together. A read
 * is joined only while nobody here has seen more of the log than when it began, or its answer could lack what its caller knows of.
 * `seen` is the newest position that this process has been shown. An answer is for all who wait for it: it MUST NOT be changed.
 */
export function shareReads(readLog: ReadLog, seen: () => bigint): ReadLog {
  const underWay = new Map<string, UnderWay>();

  function begin(name: string, after: bigint | undefined, options: Parameters<ReadLog>[1]): UnderWay {
    const giveUp = new AbortController();
    const forget = (): void => {
      if (underWay.get(name) === begun) underWay.delete(name);
    };
    const page = readLog(after, { ...options, signal: giveUp.signal }).finally(forget);
    giveUp.signal.addEventListener('abort', forget, { once: true });
    const begun: UnderWay = { page, giveUp, waiting: 0 };
    underWay.set(name, begun);
    return begun;
  }

  return async (after, { signal, ...options }) => {
    signal?.throwIfAborted();
    const name = JSON.stringify([String(after), options.limit, options.exceptPrefixes ?? [], String(seen())]);
    const read = underWay.get(name) ?? begin(name, after, options);
    read.waiting += 1;
    try {
      return await (signal === undefined ? read.page : Promise.race([read.page, whenAborted(signal, read.page)]));
    } finally {
      read.waiting -= 1;
      if (read.waiting === 0) read.giveUp.abort(); // nobody waits for it: its call must not stay open
    }
  };
}

/** Rejects when the signal aborts. */
function whenAborted(signal: AbortSignal, page: Promise<unknown>): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    const end = (): void => signal.removeEventListener('abort', abort);
    page.then(end, end);
  });
}
