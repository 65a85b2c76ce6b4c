import type { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from '@amana/ports/failures';
import { sqliteFailure } from './sqlite-failure.ts';

/** Around every call of a store: a closed one refuses, and nothing but a PortFailure or a bug comes out. `store` is its name in the refusal. */
export async function guarded<T>(db: DatabaseSync, store: string, call: () => T | Promise<T>): Promise<T> {
  if (!db.isOpen) throw new StoreUnavailable(`${store} is closed`, { written: 'no' });
  try {
    return await call();
  } catch (error) {
    throw sqliteFailure(error);
  }
}
