import type { JsonObject } from '@amana/ports/json';
import type { Row } from '@amana/ports/read-model-store';
import { digestOf } from '@amana/privacy/digests';
import { projectBatch, STATE_ROW } from '../project-batch.ts';
import type { LastRevisions } from './extend-build.ts';
import type { RebuildDeps } from './rebuild-deps.ts';
import { RebuildRefused } from './rebuild-refused.ts';

/** Streams whose rows are asked for together. */
const TOGETHER = 50;
/** As many differing streams as the operator is told. */
const SHOWN = 10;

type Compared = { readonly build: string; readonly streams: LastRevisions };

/**
 * Folds each of these streams anew from its first event, without looking at any build, and compares digests of what it ought to be with
 * what the build holds. Gives the number of living rows by stream. Throws RebuildRefused ROWS_DIFFER with the streams that differ.
 */
export async function compareStreams({ build, streams }: Compared, deps: RebuildDeps): Promise<Map<string, number>> {
  const all = [...streams];
  const living = new Map<string, number>();
  const differing: string[] = [];
  let events = 0;
  for (let from = 0; from < all.length; from += TOGETHER) {
    const part = all.slice(from, from + TOGETHER);
    const held = Map.groupBy(await deps.rows.rowsOf(build, part.map(([stream]) => stream)), ({ stream }) => stream);
    for (const [stream, last] of part) {
      const wanted = await freshRows(stream, last, deps);
      if (digestOfRows(wanted) !== digestOfRows(held.get(stream) ?? []) || isAhead(held.get(stream) ?? [], last)) differing.push(stream);
      living.set(stream, wanted.length);
      events += last + 1;
    }
    deps.onProgress('compare-rows', { events, part: Math.min(1, (from + TOGETHER) / all.length) });
  }
  if (differing.length > 0) throw new RebuildRefused('ROWS_DIFFER', { build, streams: differing.length, first: differing.slice(0, SHOWN).join(', ') });
  return living;
}

/** A whole stream up to a revision, from nothing. One that cannot be applied leaves a mark of parking, which no build that is read holds. */
async function freshRows(stream: string, last: number, { events, projection, definitions }: RebuildDeps): Promise<Row[]> {
  const { events: own } = await events.readStream(stream, { limit: last + 1 });
  return projectBatch(own, [], { projection, definitions });
}

/** Of the living rows: what they are found by and what they show. The revision of a list's row depends on how the log was cut into pages, that of the fold does not. */
function digestOfRows(rows: readonly Row[]): string {
  const living = rows.filter(({ gone }) => !gone).toSorted((a, b) => (a.rowId < b.rowId ? -1 : 1));
  return digestOf(living.map(({ rowId, revision, keys, body }) => [rowId, rowId === STATE_ROW ? revision : null, keys as JsonObject, body]));
}

/** A row, or a tombstone, of a later revision than its stream has would hide what comes next. */
const isAhead = (rows: readonly Row[], last: number): boolean => rows.some(({ revision }) => revision > last);
