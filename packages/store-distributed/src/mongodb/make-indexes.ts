import type { IndexDescription } from 'mongodb';
import type { EngineCalls } from './engine-calls.ts';
import { isNothingThere } from './mongo-failure.ts';

export type NamedIndex = IndexDescription & { readonly name: string };

/**
 * Makes the indexes that are missing, and with them the collection; none is ever dropped. One that takes longer than a call may is being
 * made on behind it: the next try finds it. One by one: asked for several of which some are there (another process was first),
 * FerretDB 1 cuts the connection.
 */
export async function makeIndexes(collection: string, wanted: readonly NamedIndex[], engine: EngineCalls): Promise<void> {
  const present = await engine.read(async (db) => {
    try {
      return (await db.collection(collection).listIndexes().toArray()).map((index) => String(index['name']));
    } catch (error) {
      if (isNothingThere(error)) return [];
      throw error;
    }
  });
  for (const index of wanted.filter(({ name }) => !present.includes(name))) {
    await engine.write((db) => db.collection(collection).createIndexes([index]));
  }
}
