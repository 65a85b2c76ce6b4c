import { logFact } from '@amana/domain/log/events';
import type { EventStore } from '@amana/ports/event-store';
import { PortFailure, WrongRevision } from '@amana/ports/failures';
import type { Checkpoint } from '@amana/ports/read-model-store';
import { systemEvent, type SystemStamp } from './system-event.ts';

export type LogPurpose = 'production' | 'training' | 'demo';

/** `era` is the id of the last event of the stream `log`: positions and cursors mean nothing in another one. */
export type OpenLog = { readonly logId: string; readonly era: string; readonly purpose: LogPurpose };

export type OpenLogDeps = {
  readonly events: EventStore;
  readonly newId: () => string;
  readonly clock: { now(): SystemStamp['time'] };
};

const LOG = 'log';

/**
 * Reads who this log is; an empty one is created with the purpose. Throws LOG_PURPOSE where it was made for another one: training
 * must never be written into production by a wrong setting; LOG_FOREIGN where events are there but no log has been created,
 * or where the import of one has not come to its end.
 */
export async function openLog(purpose: LogPurpose, deps: OpenLogDeps): Promise<OpenLog> {
  return (await findLog(purpose, deps)) ?? createLog(purpose, deps);
}

/** The same for whoever makes no log: undefined where nobody has made one yet. */
export async function findLog(purpose: LogPurpose, deps: Pick<OpenLogDeps, 'events'>): Promise<OpenLog | undefined> {
  const { events } = await deps.events.readStream(LOG);
  const first = events[0];
  if (first === undefined) return undefined;
  const made = first.data['purpose'] as LogPurpose;
  if (made !== purpose)
    throw new PortFailure('LOG_PURPOSE', `this log was made for ${made}; AMANA_LOG_PURPOSE says ${purpose}: set it right, or use another data folder`, { retryable: false });
  return { logId: first.data['logId'] as string, era: events.at(-1)?.id ?? first.id, purpose: made };
}

async function createLog(purpose: LogPurpose, deps: OpenLogDeps): Promise<OpenLog> {
  if ((await deps.events.head()) !== undefined)
    throw new PortFailure('LOG_FOREIGN', 'this store holds events but no log of ours: choose an empty one; if a log is being moved here, let the import come to its end first (npm run amana -- import)', { retryable: false });
  const logId = deps.newId();
  const id = deps.newId();
  const created = systemEvent(logFact('LogCreated', { logId, purpose }), { id, logId, time: deps.clock.now() });
  try {
    await deps.events.append(LOG, 'no-stream', [created]);
    return { logId, era: id, purpose };
  } catch (error) {
    if (error instanceof WrongRevision) return openLog(purpose, deps); // another process was first
    throw error;
  }
}

/** Is what the worker last handled still there? Something else, or nothing, means that the log was replaced or restored. */
export async function isSameLog(checkpoint: Checkpoint, events: EventStore): Promise<boolean> {
  return (await events.readAt(checkpoint.position))?.id === checkpoint.eventId;
}

/** Says that the log was restored: a new era, in which workers rebuild and apps send again what they were acknowledged lately. */
export async function recordRestore(log: OpenLog, deps: OpenLogDeps): Promise<OpenLog> {
  const { head } = await deps.events.readStream(LOG);
  const id = deps.newId();
  await deps.events.append(LOG, head, [systemEvent(logFact('LogRestored', { logId: log.logId }), { id, logId: log.logId, time: deps.clock.now() })]);
  return { ...log, era: id };
}
