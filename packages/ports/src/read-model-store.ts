import type { JsonObject } from './json.ts';

/** A key by which rows are found and sorted. Clear fields only: a sealed value can never be one. */
export type KeyValue = string | number | boolean | null | readonly string[];

/** A row of a list. `(projection, stream, rowId)` is its identity; a stream may own several rows. */
export type Row = {
  stream: string;
  rowId: string;
  /** Revision of the stream that produced this row. A row is only ever written over an older one. */
  revision: number;
  /** A tombstone: the row is no longer in any list, but it stays, or a late write would bring it back. Its keys and body are empty. */
  gone: boolean;
  keys: Readonly<Record<string, KeyValue>>;
  body: JsonObject;
};

/** Where a worker stands. A position means something only within its era; `eventId` lets the worker check that the log is still the same. */
export type Checkpoint = { era: string; position: bigint; eventId: string };

export type ProjectionShape = {
  /**
   * With its version: `case-list_v1`. Kebab-case, an underscore, the version; where it is built again beside itself, a hyphen and the
   * number of the build (`case-list_v1-2`). NotStorable for any other form.
   */
  name: string;
  /** Each index is a list of key names (camelCase); queries filter and sort by these. One that is added later is made then. */
  indexes: readonly (readonly string[])[];
};

/** A single value is compared within its type: true is not 1, a text is never below a number, and a list equals nothing. */
export type Condition =
  /** Null finds a key that is missing, too. */
  | { key: string; is: string | number | boolean | null }
  | { key: string; in: readonly (string | number)[] }
  /** The key holds a list that holds this value. */
  | { key: string; has: string }
  | { key: string; atLeast: string | number }
  | { key: string; below: string | number };

export type RowQuery = {
  where: readonly Condition[];
  /**
   * The order by a key that holds no lists; ties are broken by stream and row id. Without it, by stream and row id alone.
   * Null and missing come first, texts go by code point; `descending` is exactly the reverse, ties included.
   */
  sort?: { key: string; descending: boolean };
  /** At least 1, else RangeError. */
  limit: number;
  /**
   * As given by an earlier page of the same query (the limit may differ); BadCursor for any other. Rows that come and go
   * meanwhile neither double nor hide others.
   */
  cursor?: string;
};

export type RowPage = {
  rows: Row[];
  /** Given where more rows may follow; a page that is not full is the last. URL-safe. */
  next: string | undefined;
};

/** Which build of a projection version is read, and which was before it, while that one is kept. */
export type LiveBuild = { readonly build: string; readonly previous: string | undefined };

export type Batch = { rows: readonly Row[]; from: Checkpoint | undefined; to: Checkpoint };

/**
 * Rows made from the log, in builds: a build is a projection of its own to every method but `live` and `goLive`. All of it can be thrown away and built again.
 *
 * MUST: a checkpoint is never ahead of its rows: rows first, checkpoint after them (or both in one transaction).
 * MUST: a batch that comes twice, late, or from two workers has the effect of one.
 * MUST: a row never goes back to an older revision, whoever writes it; a tombstone counts as a row in this.
 * MUST: a checkpoint moves only from the value that its owner last saw (`from`); otherwise `moved` is false and the owner reads again.
 * MUST: a row that some adapter cannot hold is refused by all with NotStorable: arrays in arrays, `.` or a leading `$` in a key
 *       of `keys` or `body`, a NUL character, and what else `check-row` says.
 * MUST: a projection that `ensure` did not make, or that was dropped, is UnknownProjection and never an empty list; only its
 *       checkpoint is undefined, and dropping it does nothing.
 * MUST: of several that say which build is read, one is heard, and it is said wholly or not at all, also by a process that dies
 *       meanwhile: every reader sees the old build or the new one.
 * `capabilities.atomicGuards`: two writers of the same row at the same instant keep the promises above. False only where the
 * engine filters and writes without a transaction.
 */
export interface ReadModelStore {
  readonly capabilities: { readonly atomicGuards: boolean };
  /** Makes what the projection needs; does nothing where it exists. */
  ensure(shape: ProjectionShape): Promise<void>;
  checkpoint(projection: string): Promise<Checkpoint | undefined>;
  /** Where `moved` is false the rows may have been written or not: they are guarded, and come again with the next batch. */
  apply(projection: string, batch: Batch): Promise<{ moved: boolean }>;
  /** Guarded rows without a checkpoint: for a stream that is read again to its end. */
  put(projection: string, rows: readonly Row[]): Promise<void>;
  /** All rows of these streams, tombstones included, by stream and row id. */
  rowsOf(projection: string, streams: readonly string[]): Promise<Row[]>;
  /** Living rows only. */
  find(projection: string, query: RowQuery): Promise<RowPage>;
  count(projection: string, where: readonly Condition[]): Promise<number>;
  /** The first build, which is named as the version itself, until `goLive` said another. */
  live(version: string): Promise<LiveBuild>;
  /**
   * Has another build read from now on; `from` is remembered as the one before. Where that was no longer the one that is read, `moved`
   * is false and nothing has changed. UnknownProjection where `to` is not there. Rows and checkpoints are not touched.
   */
  goLive(version: string, change: { from: string; to: string }): Promise<{ moved: boolean }>;
  /** Names of all projections that `ensure` made and `drop` did not remove. */
  projections(): Promise<string[]>;
  /** Removes rows and checkpoint of a projection version. */
  drop(projection: string): Promise<void>;
}
