import type { ReadModelStore } from '@amana/ports/read-model-store';
import { isSameLog, recordRestore, type OpenLog, type OpenLogDeps } from './open-log.ts';

/**
 * Has the log been restored from an older copy, or replaced, since a worker last looked? Then a new era begins: said in the log
 * itself, so that positions and cursors of before are refused and apps send again what they were acknowledged lately. A checkpoint
 * of an older era says nothing. MUST run before any worker starts and before any command is taken.
 */
export async function noticeRestore(log: OpenLog, deps: OpenLogDeps & { readonly rows: ReadModelStore }): Promise<OpenLog> {
  for (const name of await deps.rows.projections()) {
    const checkpoint = await deps.rows.checkpoint(name);
    if (checkpoint?.era === log.era && !(await isSameLog(checkpoint, deps.events))) return recordRestore(log, deps);
  }
  return log;
}
