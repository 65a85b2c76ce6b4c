import { MongoBulkWriteError, type AnyBulkWriteOperation, type BulkWriteResult, type Collection, type Db } from 'mongodb';
import type { Row } from '@amana/ports/read-model-store';
import type { EngineCalls } from './engine-calls.ts';
import { hasDuplicatesOnly } from './mongo-failure.ts';
import { toRowDocument, type RowDocument } from './row-document.ts';

/** Rows that one command carries. */
const PART = 500;

/**
 * Replaces that one command carries to FerretDB 1: it keeps a connection to its database open for each until the command's end, and has
 * 100 of them, for all commands of all clients together. Where they run out, everything stands still, for good.
 */
const FEW = 8;

/** Where rows are written: the collection of a projection's making. */
export type RowWriter = { readonly engine: EngineCalls; readonly collection: string };

const rowsIn = (db: Db, collection: string): Collection<RowDocument> => db.collection<RowDocument>(collection);

/**
 * Writes each row, but only over an older one. What is there is looked up first: so a batch that comes late or again costs one
 * reading instead of an error for each row, and new rows are plain inserts. The guards are in the writes all the same.
 */
export async function writeRows(given: readonly Row[], writer: RowWriter): Promise<void> {
  const documents = newestOfEach(given.map(toRowDocument));
  for (const part of partsOf(documents, PART)) {
    const present = await presentRevisions(part, writer);
    const newer = part.filter(({ _id, revision }) => (present.get(_id) ?? -1) < revision);
    await writeGuarded({ added: newer.filter(({ _id }) => !present.has(_id)), replaced: [] }, writer);
    const older = newer.filter(({ _id }) => present.has(_id));
    for (const few of partsOf(older, mostReplaces(writer))) await writeGuarded({ added: [], replaced: few }, writer);
  }
}

const mostReplaces = ({ engine }: RowWriter): number => (engine.isAtomic ? PART : FEW);

const partsOf = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));

/** Of one row twice in a batch the newest; at the same revision the first. The operations of a batch have no order. */
function newestOfEach(documents: readonly RowDocument[]): RowDocument[] {
  const newest = new Map<string, RowDocument>();
  for (const document of documents) {
    const other = newest.get(document._id);
    if (other === undefined || other.revision < document.revision) newest.set(document._id, document);
  }
  return [...newest.values()];
}

async function presentRevisions(documents: readonly RowDocument[], { engine, collection }: RowWriter): Promise<Map<string, number>> {
  const ids = documents.map(({ _id }) => _id);
  const found = await engine.read((db) =>
    rowsIn(db, collection)
      .find({ _id: { $in: ids } }, { projection: { revision: 1 }, batchSize: PART })
      .toArray(),
  );
  return new Map(found.map(({ _id, revision }) => [_id, revision]));
}

export type GuardedWrites = { readonly added: readonly RowDocument[]; readonly replaced: readonly RowDocument[] };

/**
 * One unordered batch: inserts, and replaces filtered on an older revision, with upsert. A duplicate key means that a row is there
 * which was not a moment ago, or is newer: it is tried once more without upsert, and if that meets nothing, a newer row is there (the
 * server does not repeat an upsert that lost its race, and an older row may have won it).
 *
 * Unless every operation was answered, all are sent again one by one, which changes nothing where they were done: FerretDB 1 ends a
 * batch of replaces at its first error, and says neither which one it was nor what it had done before.
 */
export async function writeGuarded({ added, replaced }: GuardedWrites, writer: RowWriter): Promise<void> {
  const documents = [...added, ...replaced];
  if (documents.length === 0) return;
  const operations = [...added.map(insert), ...replaced.map((document) => replace(document, true))];
  const { result, refused } = await sent(operations, writer);
  const answered = result.insertedCount + result.matchedCount + result.upsertedCount + refused.length;
  if (answered === operations.length)
    return replaceOlder(
      refused.map((index) => documents[index] as RowDocument),
      writer,
    );
  for (const document of documents) {
    const alone = await sent([replace(document, true)], writer);
    if (alone.refused.length > 0) await replaceOlder([document], writer);
  }
}

async function replaceOlder(documents: readonly RowDocument[], writer: RowWriter): Promise<void> {
  for (const few of partsOf(documents, mostReplaces(writer))) {
    const operations = few.map((document) => replace(document, false));
    await writer.engine.write((db) => rowsIn(db, writer.collection).bulkWrite(operations, { ordered: false }));
  }
}

type Operation = AnyBulkWriteOperation<RowDocument>;

const insert = (document: RowDocument): Operation => ({ insertOne: { document } });

const replace = ({ _id, ...replacement }: RowDocument, upsert: boolean): Operation => ({
  replaceOne: { filter: { _id, revision: { $lt: replacement.revision } }, replacement, upsert },
});

/** What was done, and which operations met a duplicate key. Any other error is one. */
async function sent(operations: Operation[], { engine, collection }: RowWriter): Promise<{ result: BulkWriteResult; refused: number[] }> {
  return engine.write(async (db) => {
    try {
      return { result: await rowsIn(db, collection).bulkWrite(operations, { ordered: false }), refused: [] };
    } catch (error) {
      if (!(error instanceof MongoBulkWriteError) || !hasDuplicatesOnly(error)) throw error;
      const errors = [error.writeErrors].flat();
      return { result: error.result, refused: errors.map(({ index }) => index) };
    }
  });
}
