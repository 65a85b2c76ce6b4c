import type { Collection, Db } from 'mongodb';
import { checkRead } from '@amana/ports/check-read';
import { checkRow } from '@amana/ports/check-row';
import { StoreUnavailable } from '@amana/ports/failures';
import type { Checkpoint, ReadModelStore, Row, RowPage, RowQuery } from '@amana/ports/read-model-store';
import type { EngineCalls } from './engine-calls.ts';
import { createLiveBuilds } from './live-builds.ts';
import { createProjectionRegistry } from './projection-registry.ts';
import { decodeCursor, encodeCursor, type SortValue } from './row-cursor.ts';
import { toRow, type RowDocument } from './row-document.ts';
import { filterOf, segmentsOf } from './row-filter.ts';
import { writeRows } from './write-rows.ts';

type Rows = { read<T>(call: (rows: Collection<RowDocument>) => Promise<T>): Promise<T> };

/**
 * Read models in MongoDB, one collection for each making of a projection version. Rows first, each guarded by its revision; then the
 * checkpoint, from the value last seen. A batch whose checkpoint has moved on already writes no rows.
 */
export function createMongoReadModelStore(engine: EngineCalls): ReadModelStore {
  const registry = createProjectionRegistry(engine);
  const builds = createLiveBuilds(engine);

  const rowsOfMaking = (collection: string): Rows => ({
    read: (call) => engine.read((db: Db) => call(db.collection<RowDocument>(collection))),
  });

  /** Nothing found may mean that the projection was dropped meanwhile: that is no empty list. */
  async function reading<T>(projection: string, read: (rows: Rows) => Promise<T>, isNothing: (found: T) => boolean): Promise<T> {
    const before = await registry.get(projection);
    const found = await read(rowsOfMaking(before.collection));
    if (!isNothing(found)) return found;
    const after = await registry.get(projection);
    if (after.collection !== before.collection) throw new StoreUnavailable(`${projection} was made anew meanwhile`, { written: 'no' });
    return found;
  }

  return {
    capabilities: {
      get atomicGuards() {
        return engine.isAtomic;
      },
    },

    ensure: (shape) => registry.ensure(shape),

    checkpoint: async (projection) => (await registry.find(projection))?.checkpoint,

    apply: async (projection, { rows, from, to }) => {
      const registered = await registry.get(projection);
      rows.forEach(checkRow);
      if (!isSame(registered.checkpoint, from)) return { moved: false };
      await writeRows(rows, { engine, collection: registered.collection });
      return { moved: await registry.move(registered, from, to) };
    },

    put: async (projection, rows) => {
      const registered = await registry.get(projection);
      rows.forEach(checkRow);
      await writeRows(rows, { engine, collection: registered.collection });
    },

    rowsOf: (projection, streams) => reading(projection, (rows) => rowsOfStreams(rows, streams), isEmpty),

    find: async (projection, query) => {
      checkRead({ limit: query.limit });
      return reading(
        projection,
        (rows) => findRows(rows, projection, query),
        (page) => isEmpty(page.rows),
      );
    },

    count: (projection, where) =>
      reading(
        projection,
        (rows) => rows.read((all) => all.countDocuments(filterOf(where))),
        (counted) => counted === 0,
      ),

    live: (version) => builds.live(version),

    goLive: async (version, change) => {
      await registry.get(change.to); // it is there
      return builds.goLive(version, change);
    },

    projections: () => registry.names(),

    drop: (projection) => registry.drop(projection),
  };
}

const isEmpty = (rows: readonly Row[]): boolean => rows.length === 0;

const isSame = (a: Checkpoint | undefined, b: Checkpoint | undefined): boolean =>
  a?.era === b?.era && a?.position === b?.position && a?.eventId === b?.eventId;

/** As many as come in one answer of the engine: a second one could show a later state. */
const ANSWER = 10_000;

async function rowsOfStreams(rows: Rows, streams: readonly string[]): Promise<Row[]> {
  const wanted = { stream: { $in: [...new Set(streams)] } };
  const found = await rows.read((all) => all.find(wanted, { batchSize: ANSWER }).sort({ stream: 1, rowId: 1 }).toArray());
  return found.map(toRow);
}

async function findRows(rows: Rows, projection: string, query: RowQuery): Promise<RowPage> {
  const after = query.cursor === undefined ? undefined : decodeCursor(projection, query, query.cursor);
  const found: RowDocument[] = [];
  for (const { filter, sort } of segmentsOf(query, after)) {
    const missing = query.limit + 1 - found.length; // one more than asked tells whether there is a next page
    if (missing === 0) break; // no limit at all, to the engine
    found.push(...(await rows.read((all) => all.find(filter, { batchSize: missing }).sort(sort).limit(missing).toArray())));
  }
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  const next = last && found.length > page.length ? encodeCursor(projection, query, placeOf(last, query)) : undefined;
  return { rows: page.map(toRow), next };
}

const placeOf = ({ keys, stream, rowId }: RowDocument, { sort }: RowQuery) => ({
  value: sort === undefined ? null : ((keys[sort.key] ?? null) as SortValue),
  stream,
  rowId,
});
