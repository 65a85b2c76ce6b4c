import { reject, type Rejection } from './rejection.ts';

/** What the body names has to be there; what it does not name was not asked for. */
export const isKnown = (id: string | undefined, found: object | undefined, pointer: string): Rejection | undefined =>
  id !== undefined && found === undefined ? reject('UNKNOWN_REFERENCE', {}, [pointer]) : undefined;
