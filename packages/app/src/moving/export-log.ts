import type { EventStore, LogPage, RecordedEvent } from '@amana/ports/event-store';
import type { Keyring } from '@amana/ports/keyring';
import { keyIdsOf } from '@amana/privacy/open-event';
import { findLog, type LogPurpose } from '../open-log.ts';
import { partOfLog } from '../part-of-log.ts';
import { createDigestChain } from './digest-chain.ts';
import { exportLine } from './export-line.ts';
import { LOG_STREAM, type ExportSummary, type LogSummary, type MovedLog, type MoveProgress } from './export-summary.ts';
import { logEvents } from './log-events.ts';
import { MoveRefused } from './move-refused.ts';
import { appendOf, originalAppends, placedEvents, type OriginalAppend } from './original-appends.ts';

export type ExportDeps = {
  readonly events: EventStore;
  readonly access: EventStore;
  readonly keyring: Pick<Keyring, 'find'>;
  readonly purpose: LogPurpose;
  readonly write: (log: MovedLog, line: string) => Promise<void>;
  readonly onProgress: MoveProgress;
};

/** Keys that events name and the keyring has not: those parts can be read by nobody, before the move and after it. */
export type Exported = ExportSummary & { readonly missingKeys: number };

/**
 * Writes a log append by append, in the order of the log; the stream `log`, which says whose log it is, comes last and as one: at
 * the target its append is the one that makes it a log. Throws MoveRefused: NO_LOG, LOG_NOT_WHOLE, STILL_WRITTEN; what
 * `findLog` and the stores throw; what `write` throws.
 */
export async function exportLog(deps: ExportDeps): Promise<Exported> {
  const log = await findLog(deps.purpose, deps);
  if (log === undefined) throw new MoveRefused('NO_LOG');
  const before = await headsOf(deps);
  const watch = createWatch(deps, before);
  const own: RecordedEvent[] = [];
  const main = createWriter('log', deps);
  for await (const append of originalAppends(othersOf(logEvents(deps.events, watch.of('log')), own))) await main.write(append);
  await main.write(appendOf(own));
  const access = createWriter('access', deps);
  for await (const append of originalAppends(logEvents(deps.access, watch.of('access')))) await access.write(append);

  const after = await headsOf(deps);
  if (after.log !== before.log || after.access !== before.access) throw new MoveRefused('STILL_WRITTEN');
  const { logId, purpose, era } = log;
  return { logId, purpose, era, log: main.summary(), access: access.summary(), missingKeys: watch.missingKeys() };
}

type Heads = { readonly [log in MovedLog]: bigint | undefined };

const headsOf = async ({ events, access }: Pick<ExportDeps, 'events' | 'access'>): Promise<Heads> => ({
  log: await events.head(),
  access: await access.head(),
});

/** Puts what the log says of itself aside: a few events in all its life. */
async function* othersOf(events: AsyncIterable<RecordedEvent>, own: RecordedEvent[]): AsyncGenerator<RecordedEvent> {
  for await (const event of events) {
    if (event.stream === LOG_STREAM) own.push(event);
    else yield event;
  }
}

function createWriter(log: MovedLog, deps: Pick<ExportDeps, 'write'>) {
  const chain = createDigestChain();
  let appends = 0;
  return {
    write: async (append: OriginalAppend): Promise<void> => {
      for (const event of placedEvents(append)) chain.add(event);
      appends += 1;
      await deps.write(log, exportLine(append));
    },
    summary: (): LogSummary => ({ appends, events: chain.events(), chain: chain.value() }),
  };
}

/** Looks at each page on its way: how far it is, and whether the keyring knows its keys. */
function createWatch({ keyring, onProgress }: ExportDeps, heads: Heads) {
  const missing = new Set<string>();
  let events = 0;
  return {
    missingKeys: () => missing.size,
    of: (log: MovedLog) => async (page: LogPage): Promise<void> => {
      const keyIds = keyIdsOf(page.events, () => true);
      const found = await keyring.find(keyIds);
      for (const keyId of keyIds) if (!found.has(keyId)) missing.add(keyId);
      events += page.events.length;
      onProgress('export', { events, part: partOfLog(page.next, heads[log]) });
    },
  };
}
