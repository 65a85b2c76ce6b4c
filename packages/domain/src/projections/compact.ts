import type { RowBody } from './projection.ts';

/** Rows hold no undefined: a field that is not known yet is simply not there. */
export const compact = (fields: Readonly<Record<string, unknown>>): RowBody =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as RowBody;
