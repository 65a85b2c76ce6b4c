import { metadataOf } from '../stored-metadata.ts';
import { createDigestChain } from './digest-chain.ts';
import { LOG_STREAM, type ExportSummary, type MovedLog } from './export-summary.ts';
import { appendsOf, type ExportSource } from './export-source.ts';
import { MoveRefused } from './move-refused.ts';
import { placedEvents, type OriginalAppend } from './original-appends.ts';

export type CheckedExport = {
  /** The append that makes a store a log: what this one said of itself. */
  readonly own: OriginalAppend;
};

type CheckOptions = {
  readonly clock: { sawInLog(recordedAt: string): void };
  readonly onEvents: (count: number) => void;
};

/**
 * Reads an export to its end before anything is written: every event as it was when it was exported, none left out, none added,
 * in their order. Throws MoveRefused EXPORT_DAMAGED. It finds what a disk or a hand has spoilt by accident; whoever changes the
 * digests as well is found by nobody here, and by the sealed parts, which do not open when they were changed.
 */
export async function checkExport(source: ExportSource, options: CheckOptions): Promise<CheckedExport> {
  const last = await checkFile(source, 'log', options);
  await checkFile(source, 'access', options);
  if (last === undefined || !saysWhoItIs(last, source.summary)) throw new MoveRefused('EXPORT_DAMAGED', { log: 'log' });
  return { own: last };
}

/** Gives the last append of the file. */
async function checkFile(source: ExportSource, log: MovedLog, { clock, onEvents }: CheckOptions): Promise<OriginalAppend | undefined> {
  const chain = createDigestChain();
  let last: OriginalAppend | undefined;
  let appends = 0;
  for await (const append of appendsOf(source, log)) {
    if (last?.stream === LOG_STREAM) throw new MoveRefused('EXPORT_DAMAGED', { log, line: appends });
    for (const event of placedEvents(append)) {
      chain.add(event);
      const { clock: trusted, recordedAt } = metadataOf(event);
      if (trusted === 'ok') clock.sawInLog(recordedAt);
    }
    appends += 1;
    onEvents(append.events.length);
    last = append;
  }
  const expected = source.summary[log];
  if (appends !== expected.appends || chain.events() !== expected.events || chain.value() !== expected.chain) throw new MoveRefused('EXPORT_DAMAGED', { log });
  return last;
}

function saysWhoItIs({ stream, expected, events }: OriginalAppend, { logId, purpose, era }: ExportSummary): boolean {
  const [first] = events;
  const isOwn = stream === LOG_STREAM && expected === 'no-stream' && first?.type === 'LogCreated';
  return isOwn && first.data['logId'] === logId && first.data['purpose'] === purpose && events.at(-1)?.id === era;
}
