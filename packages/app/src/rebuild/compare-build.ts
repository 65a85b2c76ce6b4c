import { PortFailure } from '@amana/ports/failures';
import { compareRows, livingRows, type Compared, type ComparedStream } from '../verify/compare-rows.ts';
import type { LastRevisions } from './extend-build.ts';
import type { RebuildDeps } from './rebuild-deps.ts';
import { RebuildRefused } from './rebuild-refused.ts';

/** Streams whose rows are asked for together. */
const TOGETHER = 50;
/** As many differing rows as the operator is told. */
const SHOWN = 10;

export type BuiltStreams = { readonly build: string; readonly streams: LastRevisions };

/**
 * Folds each of these streams anew from its first event, without looking at any build, and compares what it ought to be with what the
 * build holds. Gives the number of living rows by stream. Throws RebuildRefused ROWS_DIFFER with the rows that differ.
 */
export async function compareStreams({ build, streams }: BuiltStreams, deps: RebuildDeps): Promise<Map<string, number>> {
  const all = [...streams];
  const living = new Map<string, number>();
  const differing: string[] = [];
  const checkpoint = await deps.rows.checkpoint(build);
  if (checkpoint === undefined) throw new PortFailure('CHECKPOINT_MOVED', `somebody else has dropped ${build}`, { retryable: true });
  let events = 0;
  for (let from = 0; from < all.length; from += TOGETHER) {
    const part = all.slice(from, from + TOGETHER);
    const held = Map.groupBy(await deps.rows.rowsOf(build, part.map(([stream]) => stream)), ({ stream }) => stream);
    for (const [stream, last] of part) {
      const present = held.get(stream) ?? [];
      differing.push(...(await differencesOf({ build, stream, last, present, checkpoint }, deps)));
      living.set(stream, livingRows(present).length);
      events += last + 1;
    }
    deps.onProgress('compare-rows', { events, part: Math.min(1, (from + TOGETHER) / all.length) });
  }
  if (differing.length > 0) throw new RebuildRefused('ROWS_DIFFER', { build, count: differing.length, first: differing.slice(0, SHOWN).join('; ') });
  return living;
}

type BuiltStream = Omit<ComparedStream, 'events'> & { readonly last: number };

/** In words for the operator: which row, and what is wrong with it. */
async function differencesOf({ last, ...of }: BuiltStream, { events, projection, definitions }: RebuildDeps): Promise<string[]> {
  const { events: own } = await events.readStream(of.stream, { limit: last + 1 });
  const compared = compareRows({ ...of, events: own }, { projection, definitions });
  // A tombstone of a later revision than its stream has shows nothing now, and would hide what comes next.
  const ahead = of.present.filter((row) => row.gone && row.revision > last).map(({ rowId }) => `ROWS_AHEAD ${of.stream} / ${rowId}`);
  return [...wordsOf(compared, of.stream), ...ahead];
}

function wordsOf(compared: Compared, stream: string): string[] {
  if (compared.state === 'same') return [];
  if (compared.state === 'waiting') return [`ROWS_BEHIND ${stream}`];
  return compared.faults.map(({ code, facts: { row } }) => `${code} ${row === undefined ? stream : `${stream} / ${row}`}`);
}
