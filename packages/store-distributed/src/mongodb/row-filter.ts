import type { Filter, Sort } from 'mongodb';
import { checkKeyName } from '@amana/ports/check-projection';
import type { Condition, RowQuery } from '@amana/ports/read-model-store';
import type { RowDocument } from './row-document.ts';
import type { RowPlace, SortValue } from './row-cursor.ts';

type RowFilter = Filter<RowDocument>;

/** Where a key stands in its document. Throws NotStorable for a name that could be more than a name. */
function fieldOf(key: string): string {
  checkKeyName(key);
  return `keys.${key}`;
}

/** The conditions, joined by AND, over living rows. */
export const filterOf = (conditions: readonly Condition[]): RowFilter => allOf([{ gone: false }, ...conditions.map(conditionOf)]);

const allOf = (filters: readonly RowFilter[]): RowFilter => ({ $and: [...filters] });

/** The engine compares within one type only, as the port wants it; but a text equals a list that holds it, so that lists are left out. */
const noList = { $not: { $type: 'array' } };

function conditionOf(condition: Condition): RowFilter {
  const field = fieldOf(condition.key);
  if ('is' in condition) return { [field]: { $eq: condition.is, ...(typeof condition.is === 'string' ? noList : {}) } };
  if ('in' in condition) return { [field]: { $in: [...condition.in], ...noList } };
  if ('has' in condition) return { [field]: { $eq: condition.has, $type: 'array' } };
  const [operator, bound] = 'atLeast' in condition ? ['$gte', condition.atLeast] : ['$lt', condition.below];
  return { [field]: { [operator]: bound, ...noList } };
}

/** A piece of a list, in its order. */
export type Segment = { readonly filter: RowFilter; readonly sort: Sort };

/**
 * What lies behind `after`, piece by piece: each can begin in the middle of an index. One filter for all of them (an OR) would be
 * answered from the beginning of the list.
 */
export function segmentsOf({ where, sort }: Pick<RowQuery, 'where' | 'sort'>, after: RowPlace | undefined): Segment[] {
  const way = sort?.descending ? -1 : 1;
  const ties = { stream: way, rowId: way } as const;
  const living = filterOf(where);
  if (!sort) return [{ filter: after ? allOf([living, behind(after, way)]) : living, sort: ties }];

  const field = fieldOf(sort.key);
  const order = { [field]: way, ...ties } as const;
  if (!after) return [{ filter: living, sort: order }];
  const pieces = [allOf([{ [field]: { $eq: after.value } }, behind(after, way)]), ...beyond(field, after.value, way)];
  return pieces.map((piece) => ({ filter: allOf([living, piece]), sort: order }));
}

type Way = 1 | -1;

/** Among rows of the same value. */
function behind({ stream, rowId }: RowPlace, way: Way): RowFilter {
  const [past, from] = way === 1 ? ['$gt', '$gte'] : ['$lt', '$lte'];
  return { stream: { [from]: stream }, $or: [{ stream: { [past]: stream } }, { rowId: { [past]: rowId } }] };
}

/** The engine's order of types: null (and missing), numbers, texts, false and true. */
const types = ['null', 'number', 'string', 'bool'] as const;

/** The other values: the rest of the same type, then the types that follow. Null is asked for by its value, which finds a missing key too. */
function beyond(field: string, value: SortValue, way: Way): RowFilter[] {
  const place = types.indexOf(typeOf(value));
  const [past, following] = way === 1 ? ['$gt', types.slice(place + 1)] : ['$lt', types.slice(1, Math.max(place, 1))];
  return [
    ...(value === null ? [] : [{ [field]: { [past]: value } }]),
    ...(following.length === 0 ? [] : [{ [field]: { $type: [...following] } }]),
    ...(way === -1 && value !== null ? [{ [field]: { $eq: null } }] : []),
  ];
}

function typeOf(value: SortValue): (typeof types)[number] {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'number' ? 'number' : 'string';
}
