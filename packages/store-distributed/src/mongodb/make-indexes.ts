import type { Collection, IndexDescription } from 'mongodb';
import type { EngineCalls } from './engine-calls.ts';
import { isNothingThere } from './mongo-failure.ts';

export type NamedIndex = IndexDescription & { readonly name: string };

/**
 * Makes the indexes that are missing, and with them the collection; none is ever dropped. One that takes longer than a call may is being
 * made on behind it: the next try finds it. Only missing ones are sent: FerretDB 1 cuts the connection where several are there already.
 */
export async function makeIndexes(collection: Pick<Collection, 'listIndexes' | 'createIndexes'>, wanted: readonly NamedIndex[], engine: EngineCalls): Promise<void> {
  const present = await engine.read(async () => {
    try {
      return (await collection.listIndexes().toArray()).map((index) => String(index['name']));
    } catch (error) {
      if (isNothingThere(error)) return [];
      throw error;
    }
  });
  const missing = wanted.filter(({ name }) => !present.includes(name));
  if (missing.length > 0) await engine.write(() => collection.createIndexes([...missing]));
}
