import { NotStorable } from './failures.ts';
import { findNotJson } from './find-not-json.ts';
import type { KeyValue, Row } from './read-model-store.ts';

/**
 * What every ReadModelStore refuses, with NotStorable and before anything is written: a row that some adapter cannot hold or
 * would give back changed. Otherwise a row that passes its tests on one engine is refused by another in production.
 */
export function checkRow(row: Row): void {
  const fault = faultOf(row);
  if (fault !== undefined) throw new NotStorable(`a row of ${JSON.stringify(row.stream)} cannot be kept: ${fault}`);
}

function faultOf({ stream, rowId, revision, gone, keys, body }: Row): string | undefined {
  if (stream === '' || rowId === '') return 'an empty stream or row id';
  if (!Number.isSafeInteger(revision) || revision < 0) return 'a revision is an integer from 0 on';
  if (gone && Object.keys(keys).length + Object.keys(body).length > 0) return 'a tombstone with keys or a body';
  if (!Object.values(keys).every(isKeyValue)) return 'a key is a text, a number, true, false, null or a list of texts';
  const parts = { stream, rowId, keys, body };
  return findNotJson(parts) ?? engineFault(parts);
}

const isKeyValue = (value: KeyValue): boolean =>
  typeof value !== 'object' || value === null || (Array.isArray(value) && value.every((item) => typeof item === 'string'));

/** What JSON can say and some engine cannot hold (FerretDB 1: arrays in arrays; `.` and `$` in names; NUL). */
function engineFault(value: unknown): string | undefined {
  if (typeof value === 'string') return value.includes('\0') ? 'a NUL character' : undefined;
  if (Array.isArray(value)) return value.some((item) => Array.isArray(item)) ? 'an array in an array' : firstFault(value);
  if (typeof value !== 'object' || value === null) return undefined;
  if (Object.keys(value).some((name) => name === '' || /^\$|[.\0]/.test(name)))
    return "a name that is empty, begins with '$' or holds '.' or NUL";
  return firstFault(Object.values(value));
}

function firstFault(values: readonly unknown[]): string | undefined {
  for (const value of values) {
    const fault = engineFault(value);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
