import type { JsonObject } from './json.ts';

/** An event as it is handed over: the id is made once per decision and kept when the same append is sent again. */
export type NewEvent = { id: string; type: string; data: JsonObject; metadata: JsonObject };

/** `revision` counts from 0 in its stream, without a gap. `position` is the place in the whole log: ordered, otherwise opaque. */
export type RecordedEvent = NewEvent & { stream: string; revision: number; position: bigint };

/** The revision of the last event that the writer saw; a stream that has none is its own value and not -1. */
export type ExpectedRevision = number | 'no-stream';

export type AppendResult = {
  /** Revision of the last event of this append. */
  revision: number;
  /** Position of the last event of this append. */
  position: bigint;
};

export type StreamSlice = {
  /** From the asked revision on, in order. */
  events: RecordedEvent[];
  /** Where the stream stood when it was read. */
  head: ExpectedRevision;
};

export type LogPage = {
  /** In log order, without the left-out prefixes. */
  events: RecordedEvent[];
  /** The position to go on from; moves also over events that were left out. Undefined only for an empty log. */
  next: bigint | undefined;
  /** True where no event stood behind `next` when the page was read. */
  atHead: boolean;
};

export type ReadLogOptions = {
  limit: number;
  /** Streams whose name starts with one of these are left out. */
  exceptPrefixes?: readonly string[];
  signal?: AbortSignal;
};

/**
 * The log. It moves recorded events and knows nothing of cases.
 *
 * MUST: an append to one stream is atomic, and durable before the promise resolves.
 * MUST: an append at another revision than the stream's throws WrongRevision and writes nothing.
 * MUST: the same ids at the same expected revision get the first answer again, and nothing is stored twice, also after a
 *       restart and after others have appended behind them. (No index over all ids is needed for that.)
 * MUST: `readLog` yields every event exactly once, in one order, without a gap, however many writers there are: an event
 *       whose place lies before one that was already given out may never appear later.
 * MUST: a dropped connection is an error, never an end; every call is bounded in time by the adapter.
 * MUST: of several appends that share a commit, one that fails fails alone.
 * MUST: what `encodeAppend` refuses is refused with NotStorable before anything is written.
 * MUST: what the caller changes after `append` has returned its promise is not stored.
 * MUST NOT: give back anything but what was handed over: the digest of an event read is the digest of the one appended.
 */
export interface EventStore {
  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult>;
  /** `limit` counts events; without it the whole stream from `from` (default 0). */
  readStream(stream: string, options?: { from?: number; limit?: number }): Promise<StreamSlice>;
  /** Events behind `after`; undefined means from the start. */
  readLog(after: bigint | undefined, options: ReadLogOptions): Promise<LogPage>;
  /** Position of the newest event; undefined for an empty log. */
  head(): Promise<bigint | undefined>;
  /** The event at exactly this position, or undefined. */
  readAt(position: bigint): Promise<RecordedEvent | undefined>;
  /** Resolves as soon as the log may hold something behind `after`, at the latest after `timeoutMs`, or when the signal aborts. Never rejects. */
  waitForMore(after: bigint | undefined, options: { timeoutMs: number; signal?: AbortSignal }): Promise<void>;
}
