import type { Row } from '@amana/ports/read-model-store';
import { MongoClient, type AnyBulkWriteOperation, type Db, type Document } from 'mongodb';

type Batches = readonly (readonly Row[])[];
type Stored = { _id: string } & Document;

export type BareRows = {
  /**
   * Writes the rows into a new collection with the same indexes; resolves to the milliseconds that the writing took. Guarded: a row is
   * replaced where it is older, as the adapter must do it, instead of by its `_id` alone.
   */
  write(projection: string, batches: Batches, options: { isGuarded: boolean }): Promise<number>;
  close(): Promise<void>;
};

/** FerretDB 1 stands still for good when a command carries a hundred replaces; the adapter sends it eight, and so does the limit. */
const FEW = 8;

/** The driver and nothing around it: no looking up, no checkpoint. It knows beforehand which rows are new. */
export async function openBareRows(url: string): Promise<BareRows> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 5_000 });
  const db = client.db(undefined, { writeConcern: { w: 'majority', journal: true } });
  const isFerretDb = 'ferretdbVersion' in (await db.command({ buildInfo: 1 }));

  return {
    write: async (projection, batches, { isGuarded }) => {
      const commands = commandsFor(batches, { isGuarded, mostReplaces: isFerretDb ? FEW : Number.POSITIVE_INFINITY });
      const collection = db.collection<Stored>(`bare_${projection}`);
      await collection.createIndexes(await indexesOf(db, projection));
      const began = performance.now();
      for (const operations of commands) await collection.bulkWrite(operations, { ordered: false });
      const ms = performance.now() - began;
      await collection.drop();
      return ms;
    },
    close: () => client.close(),
  };
}

/** Those of the collection that the projector fills. */
async function indexesOf(db: Db, projection: string) {
  const [found] = (await db.listCollections({}, { nameOnly: true }).toArray()).filter(({ name }) => name.startsWith(`rows_${projection}_`));
  const indexes = await db.collection(found?.name ?? '').indexes();
  return indexes.filter(({ name }) => name !== '_id_').map(({ name, key }) => ({ name: String(name), key }));
}

function commandsFor(batches: Batches, { isGuarded, mostReplaces }: { isGuarded: boolean; mostReplaces: number }): AnyBulkWriteOperation<Stored>[][] {
  const known = new Set<string>();
  return batches.flatMap((rows) => {
    const documents = rows.map((row): Stored => ({ _id: JSON.stringify([row.stream, row.rowId]), ...row }));
    const inserts = documents.filter(({ _id }) => !known.has(_id)).map((document) => ({ insertOne: { document } }));
    const replaces = documents.filter(({ _id }) => known.has(_id)).map(({ _id, ...replacement }) => {
      const filter = isGuarded ? { _id, revision: { $lt: replacement['revision'] } } : { _id };
      return { replaceOne: { filter, replacement } };
    });
    for (const { _id } of documents) known.add(_id);
    const commands = mostReplaces === Number.POSITIVE_INFINITY ? [[...inserts, ...replaces]] : [inserts, ...inPieces(replaces, mostReplaces)];
    return commands.filter((operations) => operations.length > 0);
  });
}

const inPieces = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
