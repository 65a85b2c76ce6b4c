import { createHash } from 'node:crypto';
import { BadCursor } from '@amana/ports/failures';
import type { Condition, RowQuery } from '@amana/ports/read-model-store';

export type SortValue = string | number | boolean | null;

/** The last row of a page: the value it is sorted by (null without a sort), and what breaks ties. */
export type RowPlace = { value: SortValue; stream: string; rowId: string };

/** Opaque to clients. It may be forged by them, and then only moves them about in rows that the query's conditions allow anyway. */
export const encodeCursor = (projection: string, query: RowQuery, { value, stream, rowId }: RowPlace): string =>
  Buffer.from(JSON.stringify([digestOf(projection, query), value, stream, rowId])).toString('base64url');

/** Throws BadCursor where it is none, or one of another query. */
export function decodeCursor(projection: string, query: RowQuery, cursor: string): RowPlace {
  const [digest, value, stream, rowId] = parse(cursor);
  if (digest !== digestOf(projection, query) || !isSortValue(value) || typeof stream !== 'string' || typeof rowId !== 'string')
    throw new BadCursor();
  return { value, stream, rowId };
}

const isSortValue = (value: unknown): value is SortValue => value === null || ['string', 'number', 'boolean'].includes(typeof value);

function parse(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    throw new BadCursor();
  }
}

/** Of all that decides which rows come and in which order; not of the limit, which may change from page to page. */
function digestOf(projection: string, { where, sort }: RowQuery): string {
  const conditions = where.map((condition: Condition) => Object.entries(condition).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const query = [projection, conditions, sort?.key ?? null, sort?.descending ?? false];
  return createHash('sha256').update(JSON.stringify(query)).digest('base64url').slice(0, 16);
}
