import type { EventStore, RecordedEvent } from '@amana/ports/event-store';
import { eventDigestOf } from '@amana/privacy/digests';
import { createSqliteEventStore, type SqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { v7 } from 'uuid';
import { exportLog, type ExportDeps, type Exported } from '../export-log.ts';
import type { ExportSource } from '../export-source.ts';
import type { MovedLog } from '../export-summary.ts';
import { importLog, type ImportDeps } from '../import-log.ts';
import { logEvents } from '../log-events.ts';
import type { RichLog } from './rich-log.ts';

export const NOW = '2026-11-25T10:00:00.000Z';

/** An export in memory. */
export type Moved = { readonly summary: Exported; readonly lines: { readonly [log in MovedLog]: string[] } };
export type House = { readonly events: SqliteEventStore; readonly access: SqliteEventStore };

export const newHouse = (): House => ({ events: createSqliteEventStore({ path: ':memory:' }), access: createSqliteEventStore({ path: ':memory:' }) });

export async function allOf(store: EventStore): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const event of logEvents(store)) events.push(event);
  return events;
}

export const digests = (events: readonly RecordedEvent[]): string[] => events.map(eventDigestOf);

/** As an export puts them: what the log says of itself at the end. */
export const asMoved = (events: readonly RecordedEvent[]): RecordedEvent[] => [...events.filter(({ stream }) => stream !== 'log'), ...events.filter(({ stream }) => stream === 'log')];

export async function exportFrom(rich: RichLog, changes: Partial<ExportDeps> = {}): Promise<Moved> {
  const lines: Moved['lines'] = { log: [], access: [] };
  const write = async (log: MovedLog, line: string) => void lines[log].push(line);
  const summary = await exportLog({ events: rich.app.store, access: rich.deps.access, keyring: rich.app.keyring, purpose: 'training', write, onProgress: () => undefined, ...changes });
  return { summary, lines };
}

const sourceOf = ({ summary, lines }: Moved): ExportSource => ({
  summary,
  lines: async function* linesOf(log) {
    yield* lines[log];
  },
});

export const importInto = (house: House, from: Moved, changes: Partial<ImportDeps> = {}) =>
  importLog(sourceOf(from), {
    ...house,
    purpose: 'training',
    newId: () => v7(),
    clock: { now: () => ({ recordedAt: NOW, clock: 'ok' }), sawInLog: () => undefined },
    monotonic: () => performance.now(),
    sleep: async () => undefined,
    random: () => 0,
    installKeyring: async () => undefined,
    onProgress: () => undefined,
    ...changes,
  });

/** The same house, of which every append first goes through `around`. */
export function wrapped({ events, access }: House, around: (append: () => ReturnType<EventStore['append']>, firstId: string) => ReturnType<EventStore['append']>): House {
  const wrap = (store: SqliteEventStore): SqliteEventStore => ({
    ...store,
    append: (stream, expected, added) => around(() => store.append(stream, expected, added), added[0]?.id ?? ''),
  });
  return { events: wrap(events), access: wrap(access) };
}
