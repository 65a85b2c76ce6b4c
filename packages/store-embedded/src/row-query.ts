import type { SQLInputValue } from 'node:sqlite';
import type { Condition, RowQuery } from '@amana/ports/read-model-store';
import { keyPath, keyValue, rowColumns } from './projection-table.ts';
import type { RowPlace } from './row-cursor.ts';

type Sql = { text: string; parameters: SQLInputValue[] };

const sql = (text: string, ...parameters: SQLInputValue[]): Sql => ({ text, parameters });

/** The conditions, joined by AND, over living rows. */
export function whereOf(conditions: readonly Condition[]): Sql {
  const parts = [sql('gone = 0'), ...conditions.map(conditionOf)];
  return sql(parts.map((part) => part.text).join(' AND '), ...parts.flatMap((part) => part.parameters));
}

// Each comparison also asks for the JSON type: true is not 1, a list is not the text that it is written as, and 5 is not below 'a'.
function conditionOf(condition: Condition): Sql {
  const key = keyValue(condition.key);
  const type = `json_type(${keyPath(condition.key)})`;
  if ('is' in condition) return isOf(key, type, condition.is);
  if ('in' in condition) {
    return sql(`${key} IN (SELECT value FROM json_each(?)) AND ${type} IN ('text', 'integer', 'real')`, JSON.stringify(condition.in));
  }
  if ('has' in condition) {
    const list = `json_each(${keyPath(condition.key)})`;
    return sql(`${type} = 'array' AND EXISTS (SELECT 1 FROM ${list} WHERE value = ?)`, condition.has);
  }
  const [operator, bound] = 'atLeast' in condition ? ['>=', condition.atLeast] : ['<', condition.below];
  return sql(`${key} ${operator} ? AND ${type} ${typesOf(bound)}`, bound);
}

function isOf(key: string, type: string, value: string | number | boolean | null): Sql {
  if (value === null) return sql(`${key} IS NULL`); // a missing key counts as null
  if (typeof value === 'boolean') return sql(`${key} = ? AND ${type} IN ('true', 'false')`, Number(value));
  return sql(`${key} = ? AND ${type} ${typesOf(value)}`, value);
}

const typesOf = (value: string | number): string => (typeof value === 'string' ? "= 'text'" : "IN ('integer', 'real')");

/** The statements that yield what lies behind `after`, one after the other; each still wants its LIMIT as its last parameter. */
export function pageStatements(table: string, query: Pick<RowQuery, 'where' | 'sort'>, after: RowPlace | undefined): Sql[] {
  const conditions = whereOf(query.where);
  const sortValue = query.sort ? keyValue(query.sort.key) : 'NULL';
  return segmentsOf(query.sort, after).map(({ where, order }) =>
    sql(
      `SELECT ${rowColumns}, ${sortValue} AS sort_value FROM ${table} WHERE ${conditions.text} AND ${where.text} ORDER BY ${order} LIMIT ?`,
      ...conditions.parameters,
      ...where.parameters,
    ),
  );
}

// A piece of the order. No comparison of SQL puts null first, so what lies behind a row may be two pieces.
type Segment = { where: Sql; order: string };

function segmentsOf(sort: RowQuery['sort'], after: RowPlace | undefined): Segment[] {
  const [way, beyond] = sort?.descending ? [' DESC', '<'] : ['', '>'];
  const ties = `stream${way}, row_id${way}`;
  if (!sort) return [{ where: after ? sql('(stream, row_id) > (?, ?)', after.stream, after.rowId) : sql('1'), order: ties }];

  const key = keyValue(sort.key);
  const order = `${key}${way}, ${ties}`;
  if (!after) return [{ where: sql('1'), order }];
  const { value, stream, rowId } = after;
  if (value === null) {
    const nulls = { where: sql(`${key} IS NULL AND (stream, row_id) ${beyond} (?, ?)`, stream, rowId), order: ties };
    return sort.descending ? [nulls] : [nulls, { where: sql(`${key} IS NOT NULL`), order }];
  }
  // the first half says nothing new, but it is what lets SQLite begin in the middle of the index
  const values = { where: sql(`${key} ${beyond}= ? AND (${key}, stream, row_id) ${beyond} (?, ?, ?)`, value, value, stream, rowId), order };
  return sort.descending ? [values, { where: sql(`${key} IS NULL`), order: ties }] : [values];
}
