import { NotStorable } from './failures.ts';

const projectionName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*_v[1-9][0-9]{0,3}(-[1-9][0-9]{0,3})?$/;
const keyName = /^[a-z][A-Za-z0-9]*$/;
const maxLength = 50;

/** Throws NotStorable: names of projections become names of tables and collections, so `case-list_v1`, a further build of it (`case-list_v1-2`), and nothing wilder. */
export function checkProjectionName(name: string): void {
  if (!projectionName.test(name) || name.length > maxLength) {
    throw new NotStorable(`a projection is named in kebab-case with its version (case-list_v1, a further build case-list_v1-2), in ${maxLength} characters`);
  }
}

/** Throws NotStorable: a key that an index or a query names becomes part of a statement. */
export function checkKeyName(key: string): void {
  if (!keyName.test(key) || key.length > maxLength) {
    throw new NotStorable(`a key of an index or a query is named in camelCase, in ${maxLength} characters`);
  }
}
