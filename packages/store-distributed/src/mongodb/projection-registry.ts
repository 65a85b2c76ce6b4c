import { randomBytes } from 'node:crypto';
import type { Collection, Db } from 'mongodb';
import { checkKeyName, checkProjectionName } from '@amana/ports/check-projection';
import { UnknownProjection } from '@amana/ports/failures';
import type { Checkpoint, ProjectionShape } from '@amana/ports/read-model-store';
import type { EngineCalls } from './engine-calls.ts';
import { makeIndexes, type NamedIndex } from './make-indexes.ts';
import { isDuplicateKey } from './mongo-failure.ts';

/** What is known of a projection version: the collection of its rows, and how far they go. */
export type Registered = { readonly name: string; readonly collection: string; readonly checkpoint: Checkpoint | undefined };

type RegisteredDocument = { _id: string; rows: string; checkpoint: Checkpoint | null };

const knownIn = (db: Db): Collection<RegisteredDocument> => db.collection<RegisteredDocument>('projections');

/**
 * The projections that exist, one document each in the collection `projections`, checkpoint included: so both come and go at once.
 *
 * Every making of a projection gets a collection of its own (`rows_case-list_v1_5f0c29ab`). A worker that is late, still with the rows
 * of a log that was replaced, writes them where nobody reads; under one name for all they would lie among the new ones, perhaps at
 * higher revisions, and stay. It also makes dropping safe to be cut short anywhere.
 */
export function createProjectionRegistry(engine: EngineCalls) {
  async function find(projection: string): Promise<Registered | undefined> {
    checkProjectionName(projection);
    const found = await engine.read((db) => knownIn(db).findOne({ _id: projection }));
    if (found === null) return undefined;
    return { name: projection, collection: found.rows, checkpoint: found.checkpoint ?? undefined };
  }

  async function get(projection: string): Promise<Registered> {
    const found = await find(projection);
    if (found === undefined) throw new UnknownProjection(projection);
    return found;
  }

  async function register(projection: string): Promise<void> {
    const document = { _id: projection, rows: `${prefixOf(projection)}${randomBytes(4).toString('hex')}`, checkpoint: null };
    await engine.write(async (db) => {
      try {
        await knownIn(db).insertOne(document);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error; // another process was first
      }
    });
  }

  /**
   * Removes collections that no making of this projection owns any more. They are listed before the registry is asked: a collection is
   * made after it was registered, so one that is in the list and not in the registry was dropped.
   */
  async function sweep(projection: string): Promise<void> {
    const listed = await engine.read((db) => db.listCollections({}, { nameOnly: true }).toArray());
    const owned = (await find(projection))?.collection;
    const idle = listed.map(({ name }) => name).filter((name) => name.startsWith(prefixOf(projection)) && name !== owned);
    for (const name of idle) await engine.write((db) => db.collection(name).drop());
  }

  return {
    find,
    get,

    async ensure({ name, indexes }: ProjectionShape): Promise<void> {
      const wanted = [ofStream, ...indexes.map(indexOf)];
      if ((await find(name)) === undefined) {
        await register(name);
        await sweep(name);
      }
      await makeIndexes((await get(name)).collection, wanted, engine);
    },

    async move({ name, collection }: Registered, from: Checkpoint | undefined, to: Checkpoint): Promise<boolean> {
      const seen = from
        ? { 'checkpoint.era': from.era, 'checkpoint.position': from.position, 'checkpoint.eventId': from.eventId }
        : { checkpoint: null };
      const { era, position, eventId } = to;
      const moved = await engine.write((db) =>
        knownIn(db).updateOne({ _id: name, rows: collection, ...seen }, { $set: { checkpoint: { era, position, eventId } } }),
      );
      return moved.matchedCount === 1;
    },

    async names(): Promise<string[]> {
      const found = await engine.read((db) =>
        knownIn(db)
          .find({}, { projection: { _id: 1 } })
          .sort({ _id: 1 })
          .toArray(),
      );
      return found.map(({ _id }) => _id);
    },

    async drop(projection: string): Promise<void> {
      checkProjectionName(projection);
      await engine.write((db) => knownIn(db).deleteOne({ _id: projection }));
      await sweep(projection);
    },
  };
}

const prefixOf = (projection: string): string => `rows_${projection}_`;

/** For the rows of streams, and for whatever is listed in their order. Its name can be no key's: those are in camelCase. */
const ofStream = { name: 'rows_of_stream', key: { stream: 1, rowId: 1 } } satisfies NamedIndex;

/** `gone` first: every query asks for it, and tombstones have no keys. Stream and row id close every order. */
function indexOf(keys: readonly string[]): NamedIndex {
  keys.forEach(checkKeyName);
  const key = Object.fromEntries(['gone', ...keys.map((name) => `keys.${name}`), 'stream', 'rowId'].map((field) => [field, 1]));
  return { name: keys.join('.'), key };
}
