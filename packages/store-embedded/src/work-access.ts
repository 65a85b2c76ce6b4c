import type { DatabaseSync } from 'node:sqlite';
import { sqliteFailure, surelyRolledBack } from './sqlite-failure.ts';
import { inTransaction } from './transaction.ts';

/** Runs statements as a port's method: what they throw is a rejection, in the words of the ports. */
export async function reading<T>(work: () => T): Promise<T> {
  try {
    return work();
  } catch (error) {
    throw sqliteFailure(error);
  }
}

/** The same in one write transaction. `work` must be synchronous. */
export async function writing<T>(db: DatabaseSync, work: () => T): Promise<T> {
  try {
    return inTransaction(db, work);
  } catch (error) {
    throw sqliteFailure(error, surelyRolledBack(error) ? 'no' : 'unknown');
  }
}
