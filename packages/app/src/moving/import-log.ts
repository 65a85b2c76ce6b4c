import { logFact } from '@amana/domain/log/events';
import type { EventStore } from '@amana/ports/event-store';
import { WrongRevision } from '@amana/ports/failures';
import { appendSurely, type Patience } from '../append-surely.ts';
import { findLog, type LogPurpose, type OpenLog } from '../open-log.ts';
import { systemEvent, type SystemStamp } from '../system-event.ts';
import { checkExport } from './check-export.ts';
import { compareTarget, isMovedHere, type Compared } from './compare-target.ts';
import { createDigestChain } from './digest-chain.ts';
import { LOG_STREAM, type ExportSummary, type MovedLog, type MoveProgress, type MoveStage } from './export-summary.ts';
import { appendsOf, type ExportSource } from './export-source.ts';
import { logEvents } from './log-events.ts';
import { MoveRefused } from './move-refused.ts';
import { placedEvents, type OriginalAppend, type PlacedEvent } from './original-appends.ts';

export type ImportDeps = Patience & {
  readonly events: EventStore;
  readonly access: EventStore;
  /** What the target is set up for. */
  readonly purpose: LogPurpose;
  readonly newId: () => string;
  readonly clock: { now(): SystemStamp['time']; sawInLog(recordedAt: string): void };
  /** Called when export and target were found good, before the first event: no sealed part may lie where its key is not. */
  readonly installKeyring: () => Promise<void>;
  readonly onProgress: MoveProgress;
};

export type Imported = {
  /** `moved-before`: this export had been imported here; nothing was written. */
  readonly outcome: 'imported' | 'moved-before';
  readonly log: OpenLog;
  /** Events that an earlier import, which did not come to its end, had written. */
  readonly wereThere: number;
  readonly written: number;
};

const APPEND_MS = 60_000;

/**
 * Makes an empty store, or one in which an import of this very export was interrupted, the log that was exported: append by append
 * in the same order, with ids, times and sealed parts as they were; read back and held against the export. Only then, in one append,
 * what the log says of itself, and `LogMoved`: until that the store is no log of ours and takes no command, and from then on it is
 * this one, in a new era. A second import of the same export changes nothing. Throws MoveRefused, and what the stores throw.
 */
export async function importLog(source: ExportSource, deps: ImportDeps): Promise<Imported> {
  const { summary } = source;
  if (summary.purpose !== deps.purpose) throw new MoveRefused('EXPORT_PURPOSE', { made: summary.purpose, asked: deps.purpose });
  const total = summary.log.events + summary.access.events;
  const { own } = await checkExport(source, { clock: deps.clock, onEvents: counted('check', total, deps) });
  const onCompared = counted('compare', total, deps);
  const log = await compareTarget(deps.events, appendsOf(source, 'log'), onCompared);
  if (log.appends === summary.log.appends) return movedBefore(log, summary, deps);
  const access = await compareTarget(deps.access, appendsOf(source, 'access'), onCompared);
  if (access.next !== undefined) throw new MoveRefused('TARGET_NOT_EMPTY');

  await deps.installKeyring();
  const wereThere = log.events + access.events;
  const onWritten = counted('write', total - own.events.length, deps);
  onWritten(wereThere);
  await fill(deps.events, withoutOwn(appendsOf(source, 'log')), { from: log.appends, deps, onWritten });
  await fill(deps.access, appendsOf(source, 'access'), { from: access.appends, deps, onWritten });
  await verify(own, summary, deps);
  return { outcome: 'imported', log: await becomeLog(own, summary, deps), wereThere, written: total - wereThere };
}

async function movedBefore(log: Compared, { logId, purpose }: ExportSummary, deps: ImportDeps): Promise<Imported> {
  const here = isMovedHere(log, logId) ? await findLog(purpose, deps) : undefined;
  if (here === undefined) throw new MoveRefused('TARGET_NOT_EMPTY');
  return { outcome: 'moved-before', log: here, wereThere: log.events, written: 0 };
}

async function* withoutOwn(appends: AsyncIterable<OriginalAppend>): AsyncGenerator<OriginalAppend> {
  for await (const append of appends) if (append.stream !== LOG_STREAM) yield append;
}

type Filling = { readonly from: number; readonly deps: ImportDeps; readonly onWritten: (count: number) => void };

/** One behind the other: a port promises an order only to who waits for an answer before the next append. */
async function fill(store: EventStore, appends: AsyncIterable<OriginalAppend>, { from, deps, onWritten }: Filling): Promise<void> {
  let place = 0;
  for await (const append of appends) {
    place += 1;
    if (place <= from) continue;
    await appendOnce(store, append, deps);
    onWritten(append.events.length);
  }
}

async function appendOnce(store: EventStore, append: OriginalAppend, deps: Patience): Promise<void> {
  try {
    await appendSurely(store, append, { ...deps, deadline: deps.monotonic() + APPEND_MS });
  } catch (error) {
    if (error instanceof WrongRevision) throw new MoveRefused('TARGET_CHANGED');
    throw error;
  }
}

/** What was written, read back from the target, and behind it what is still to come; somebody else's event between ours would be seen here. */
async function verify(own: OriginalAppend, summary: ExportSummary, deps: ImportDeps): Promise<void> {
  const onRead = counted('verify', summary.log.events - own.events.length + summary.access.events, deps);
  const check = async (log: MovedLog, store: EventStore, still: readonly PlacedEvent[]): Promise<void> => {
    const chain = createDigestChain();
    for await (const event of logEvents(store, (page) => onRead(page.events.length))) chain.add(event);
    for (const event of still) chain.add(event);
    if (chain.value() !== summary[log].chain) throw new MoveRefused('TARGET_CHANGED');
  };
  await check('log', deps.events, placedEvents(own));
  await check('access', deps.access, []);
}

async function becomeLog(own: OriginalAppend, { logId, purpose }: ExportSummary, deps: ImportDeps): Promise<OpenLog> {
  const era = deps.newId();
  const moved = systemEvent(logFact('LogMoved', { logId }), { id: era, logId, time: deps.clock.now() });
  await appendOnce(deps.events, { ...own, events: [...own.events, moved] }, deps);
  return { logId, purpose, era };
}

/** A stage that handles so many events in all. */
function counted(stage: MoveStage, total: number, { onProgress }: Pick<ImportDeps, 'onProgress'>): (count: number) => void {
  let events = 0;
  return (count) => {
    events += count;
    onProgress(stage, { events, part: total === 0 ? 1 : events / total });
  };
}
