import type { Aggregate, StreamFacts } from '@amana/domain/aggregate';
import type { SealedClass } from '@amana/domain/field-tree';
import type { EventStore, RecordedEvent } from '@amana/ports/event-store';
import { createAgedCache } from '@amana/privacy/aged-cache';
import type { Keys } from '@amana/privacy/subject-keys';
import { eventsOfCommand } from './first-answer.ts';
import { latestTrusted, NEVER } from './instant-of-decision.ts';
import { mayOpen, readEvents } from './read-event.ts';
import { metadataOf } from './stored-metadata.ts';

export type StreamMemoryOptions = {
  readonly events: EventStore;
  readonly keys: Keys;
  /** Milliseconds of a clock that never goes back. */
  readonly monotonic: () => number;
  /** Folds that are kept; 500. */
  readonly most?: number;
  /** At most 60,000, the default: a key may have been remembered as long before (`Keys`), so what a fold has opened is gone two minutes after an erasure. */
  readonly maxAgeMs?: number;
};

/** A stream as it stands in the log at this moment. */
export type KnownStream<State> = {
  /** Its events, counted. */
  readonly length: number;
  /** The newest time of its events that was trusted, in milliseconds; -Infinity where there is none. */
  readonly newestTrusted: number;
  /** What the stream holds of a command. Throws COMMAND_IN_PART. Folds nothing: it answers also where newer code has written. */
  eventsOf(commandId: string): Promise<readonly RecordedEvent[]>;
  /** Its fold. Throws NewerEvent. */
  state(): Promise<State>;
};

export type StreamMemory = {
  /** Always asks the log. `opens`: the classes whose parts are opened for the fold. */
  read<State extends { stream: StreamFacts }>(of: Aggregate<State>, stream: string, opens: readonly SealedClass[]): Promise<KnownStream<State>>;
};

type Remembered = {
  readonly state: unknown;
  readonly length: number;
  /** Id of the newest event that went into it. */
  readonly newest: string;
  readonly newestTrusted: number;
  /** Grows with whoever reads on; to know of one too many costs a look at the log and nothing else. */
  readonly commandIds: Set<string>;
  readonly since: number;
};

const MOST_MS = 60_000;

/**
 * Folds that were made a moment ago, each for what it may open: a stream is read on from there instead of from its beginning. No second
 * truth: every read asks the log, and where the log does not go on from what is remembered (it was replaced), that is forgotten. Nothing
 * is kept for longer than a minute, however often it is asked for.
 */
export function createStreamMemory({ events, keys, monotonic, most = 500, maxAgeMs = MOST_MS }: StreamMemoryOptions): StreamMemory {
  if (!(maxAgeMs <= MOST_MS)) throw new RangeError('folds may be kept for 60 seconds at most: they hold what an erased subject said');
  const folds = createAgedCache<Remembered>({ max: most, maxAgeMs, now: monotonic });

  /** From the newest event that is remembered: it says whether the log is still the same. */
  async function readOn(stream: string, kept: Remembered | undefined): Promise<RecordedEvent[] | undefined> {
    if (kept === undefined) return undefined;
    const [last, ...more] = (await events.readStream(stream, { from: kept.length - 1 })).events;
    return last?.id === kept.newest ? more : undefined;
  }

  return {
    read: async (of, stream, opens) => {
      const key = `${stream} ${opens.join(' ')}`;
      const asked = monotonic();
      const kept = folds.get(key);
      const more = await readOn(stream, kept);
      const all = more === undefined ? (await events.readStream(stream)).events : undefined;
      const news = more ?? all ?? [];
      const before = more === undefined || kept === undefined ? { state: of.initial(stream), length: 0, newestTrusted: NEVER, commandIds: new Set<string>(), since: asked } : kept;
      const { commandIds, since } = before;
      for (const event of news) commandIds.add(metadataOf(event).commandId);
      const length = before.length + news.length;
      const newestTrusted = news.map(metadataOf).reduce(latestTrusted, before.newestTrusted);

      return {
        length,
        newestTrusted,
        eventsOf: async (commandId) => {
          if (!commandIds.has(commandId)) return [];
          return eventsOfCommand(all ?? (await events.readStream(stream)).events, commandId);
        },
        state: async () => {
          const history = await readEvents(news, keys, { definitions: of.events, may: mayOpen(opens) });
          const state = history.reduce(of.evolve, before.state as ReturnType<typeof of.initial>);
          const newest = news.at(-1)?.id;
          if (newest !== undefined) folds.set(key, { state, length, newest, newestTrusted, commandIds, since }, since);
          return state;
        },
      };
    },
  };
}
