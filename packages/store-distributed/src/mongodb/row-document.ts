import type { JsonObject } from '@amana/ports/json';
import type { Row } from '@amana/ports/read-model-store';

/** A row as it lies in its collection. `stream` and `rowId` stand by themselves too: they end every order. */
export type RowDocument = Omit<Row, 'keys' | 'body'> & { _id: string; keys: Record<string, unknown>; body: JsonObject };

/** One text, because FerretDB finds a document by its `_id` only where that is one; as JSON, because either part may hold any character. */
const rowKey = ({ stream, rowId }: Pick<Row, 'stream' | 'rowId'>): string => JSON.stringify([stream, rowId]);

export const toRowDocument = (row: Row): RowDocument => ({
  _id: rowKey(row),
  stream: row.stream,
  rowId: row.rowId,
  revision: row.revision,
  gone: row.gone,
  keys: row.keys,
  body: row.body,
});

export const toRow = ({ stream, rowId, revision, gone, keys, body }: RowDocument): Row => ({
  stream,
  rowId,
  revision,
  gone,
  keys: keys as Row['keys'],
  body,
});
