import type { Slice } from '../alternate.ts';

/** A store of events, as a caller sees it. */
export type Peer = {
  /** One event to a stream, at the version that its last append left it at. Each stream is one caller's. */
  append(stream: string): Promise<void>;
  close(): Promise<void>;
};

const STREAMS_EACH = 20;

export type Callers = { readonly slice: Slice; errors(): number; lastError(): string };

/** So many callers for so long, each with one append at a time, on streams of its own. What is refused is counted, and no append. */
export function callersOf({ append }: Pick<Peer, 'append'>, { callers, ms }: { callers: number; ms: number }): Callers {
  let [turn, errors, lastError] = [0, 0, ''];

  async function call(caller: number, until: number): Promise<number> {
    let done = 0;
    while (performance.now() < until) {
      try {
        await append(`stream-${callers}-${caller}-${turn++ % STREAMS_EACH}`);
        done++;
      } catch (error) {
        errors++;
        lastError = error instanceof Error ? error.message : String(error);
      }
    }
    return done;
  }

  return {
    slice: async () => {
      const began = performance.now();
      const done = await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller, began + ms)));
      return (done.reduce((sum, each) => sum + each, 0) * 1_000) / (performance.now() - began);
    },
    errors: () => errors,
    lastError: () => lastError,
  };
}

/** The version of each stream, as its last append has answered it. */
export function versioned<Version>(append: (stream: string, version: Version | undefined) => Promise<Version>): Peer['append'] {
  const versions = new Map<string, Version>();
  return async (stream) => {
    const version = versions.get(stream);
    versions.set(stream, await append(stream, version));
  };
}
