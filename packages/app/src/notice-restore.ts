import { PortFailure } from '@amana/ports/failures';
import type { ReadModelStore } from '@amana/ports/read-model-store';
import { isSameLog, recordRestore, type OpenLog, type OpenLogDeps } from './open-log.ts';

/**
 * Has the log been restored from an older copy, or replaced, since a worker last looked? Then a new era begins: said in the log
 * itself, so that positions and cursors of before are refused and apps send again what they were acknowledged lately. A checkpoint
 * of an older era says nothing. MUST run before any worker starts and before any command is taken.
 */
export async function noticeRestore(log: OpenLog, deps: OpenLogDeps & { readonly rows: ReadModelStore }): Promise<OpenLog> {
  return (await wasRestored(log, deps)) ? recordRestore(log, deps) : log;
}

/**
 * The same where many processes share the log: the one that happens to notice may be looking at the wrong engine, and others write
 * already. So nothing starts, with LOG_RESTORED, until an operator says that the log was restored.
 */
export async function refuseRestored(log: OpenLog, deps: RestoreDeps): Promise<void> {
  if (await wasRestored(log, deps))
    throw new PortFailure('LOG_RESTORED', 'this log is not the one that the read models were made from: check AMANA_EVENTSTORE_URL and AMANA_MONGODB_URL; if it was restored from a copy, stop all services and run `npm run amana -- restored`', { retryable: false });
}

type RestoreDeps = Pick<OpenLogDeps, 'events'> & { readonly rows: ReadModelStore };

async function wasRestored(log: OpenLog, { events, rows }: RestoreDeps): Promise<boolean> {
  for (const name of await rows.projections()) {
    const checkpoint = await rows.checkpoint(name);
    if (checkpoint?.era === log.era && !(await isSameLog(checkpoint, events))) return true;
  }
  return false;
}
