import type { LogPage } from '@amana/ports/event-store';
import type { Row } from '@amana/ports/read-model-store';
import { createCheckpointKeeper } from '../checkpoint-keeper.ts';
import { logUpTo } from '../log-up-to.ts';
import { partOfLog } from '../part-of-log.ts';
import { isFolded, isParkedRow, parkedOf, projectBatch, streamsOf } from '../project-batch.ts';
import { shapeOf } from './build-names.ts';
import type { RebuildDeps, RebuildStage } from './rebuild-deps.ts';
import { RebuildRefused } from './rebuild-refused.ts';

/** Small: each is one transaction, for which others who write beside it wait. */
const PAGE = 200;

export type ExtendOptions = {
  readonly build: string;
  readonly stage: RebuildStage;
  /** What a projector may do and a rebuild may not: leave a stream out, visibly. */
  readonly mayPark: boolean;
};

/** The last revision of each stream, as far as somebody read. */
export type LastRevisions = Map<string, number>;

/**
 * Brings a build from where it stands to where the log's head is now, and says which of its streams came on. A kill leaves it at a
 * checkpoint from which the next call goes on. Throws RebuildRefused CANNOT_APPLY instead of parking, and CHECKPOINT_MOVED where somebody
 * else extends the same build.
 */
export async function extendBuild({ build, stage, mayPark }: ExtendOptions, deps: RebuildDeps): Promise<LastRevisions> {
  const { projection, events, rows, definitions, onProgress } = deps;
  const place = createCheckpointKeeper(shapeOf(projection, build), deps);
  const touched: LastRevisions = new Map();
  const head = await events.head();
  let handled = 0;

  async function handle(page: LogPage): Promise<void> {
    const last = page.events.at(-1);
    if (last === undefined) return;
    const streams = streamsOf(page.events, projection);
    const present = streams.length === 0 ? [] : await rows.rowsOf(build, streams);
    const written = projectBatch(page.events, present, { projection, definitions });
    if (!mayPark) refuseParked(written);
    await place.move(last, written);
    for (const { stream, revision } of page.events) if (isFolded(stream, projection)) touched.set(stream, revision);
    handled += page.events.length;
  }

  let page: LogPage = { events: [], next: await place.load(), atHead: head === undefined };
  while (!isAt(page, head)) {
    page = await events.readLog(page.next, { limit: PAGE });
    await handle(page);
    onProgress(stage, { events: handled, part: partOfLog(page.next, head) });
  }
  return touched;
}

const isAt = ({ next, atHead }: LogPage, head: bigint | undefined): boolean => atHead || (next !== undefined && head !== undefined && next >= head);

function refuseParked(rows: readonly Row[]): void {
  const parked = rows.find(isParkedRow);
  if (parked === undefined) return;
  throw new RebuildRefused('CANNOT_APPLY', { stream: parked.stream, ...parkedOf(parked) });
}

/** The same of the whole log up to a position, for a build that somebody else may have begun. */
export async function streamsUpTo(position: bigint, { projection, events }: Pick<RebuildDeps, 'projection' | 'events'>): Promise<LastRevisions> {
  const found: LastRevisions = new Map();
  for await (const { stream, revision } of logUpTo(position, events)) if (isFolded(stream, projection)) found.set(stream, revision);
  return found;
}
