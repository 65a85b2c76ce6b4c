import { projectionName, type Projection } from '@amana/domain/projections/projection';
import type { EventDefinitions } from '@amana/domain/event-definition';
import type { EventStore, LogPage } from '@amana/ports/event-store';
import { PortFailure } from '@amana/ports/failures';
import type { Checkpoint, ReadModelStore, Row } from '@amana/ports/read-model-store';
import type { Log } from './log.ts';
import { createLogLoop, type LogLoop, type LogLoopOptions } from './log-loop.ts';
import { isSameLog, type OpenLog } from './open-log.ts';
import { isListRow, isParkedRow, projectBatch, streamsOf, unparkedRow } from './project-batch.ts';
import { allRows } from './reading/all-rows.ts';

export type ProjectorDeps = Pick<LogLoopOptions, 'backoffMs' | 'sleep' | 'batchSize' | 'idleMs'> & {
  readonly events: EventStore;
  readonly rows: ReadModelStore;
  readonly log: OpenLog;
  readonly output: Log;
  readonly definitions: EventDefinitions;
};

/** Thrown where two projectors of one projection run: the one that was overtaken reads its checkpoint again. */
const overtaken = (name: string) => new PortFailure('CHECKPOINT_MOVED', `another projector of ${name} moved its checkpoint`, { retryable: true });

/**
 * One projection as a worker: a fold with a checkpoint, without a key and without any effect outside its rows. Rows first, the
 * checkpoint after them. In another era, or over a log that is not the one it knew, it begins anew.
 */
export function createProjector(projection: Projection, deps: ProjectorDeps): LogLoop {
  const name = projectionName(projection);
  const fold = { projection, definitions: deps.definitions, park: true };
  let checkpoint: Checkpoint | undefined;
  let unparkedOnce = false;

  async function load(): Promise<bigint | undefined> {
    await deps.rows.ensure({ name, indexes: [...projection.indexes, ['parked']] });
    checkpoint = await deps.rows.checkpoint(name);
    if (checkpoint !== undefined && (checkpoint.era !== deps.log.era || !(await isSameLog(checkpoint, deps.events)))) {
      deps.output.warn({ projection: name }, 'the log is another one than at the last checkpoint: building anew');
      await deps.rows.drop(name);
      await deps.rows.ensure({ name, indexes: [...projection.indexes, ['parked']] });
      checkpoint = undefined;
    }
    return checkpoint?.position;
  }

  async function handle(page: LogPage): Promise<void> {
    const last = page.events.at(-1);
    if (last === undefined) return;
    const present = await deps.rows.rowsOf(name, streamsOf(page.events, projection));
    const rows = projectBatch(page.events, present, fold);
    const to = { era: deps.log.era, position: last.position, eventId: last.id };
    const { moved } = await deps.rows.apply(name, { rows, from: checkpoint, to });
    if (!moved) throw overtaken(name);
    checkpoint = to;
  }

  /** A start of newer code tries parked streams again; it happens inside the loop, so no batch can come between. */
  async function between(): Promise<void> {
    if (unparkedOnce) return;
    await unpark(projection, deps);
    unparkedOnce = true; // after it: one that failed is tried again in the next turn
  }

  return createLogLoop({ ...deps, name, load, handle, between });
}

type UnparkDeps = Pick<ProjectorDeps, 'events' | 'rows' | 'definitions' | 'output'>;

/** Reads parked streams to their end and folds them anew. Says which ones are parked still. MUST run between two batches. */
export async function unpark(projection: Projection, deps: UnparkDeps): Promise<string[]> {
  const name = projectionName(projection);
  const parked = await allRows(name, [{ key: 'parked', is: true }], deps.rows);
  const still: string[] = [];
  for (const marker of parked) if (!(await foldAnew(projection, marker, deps))) still.push(marker.stream);
  if (parked.length > 0) deps.output.info({ projection: name, tried: parked.length, still: still.length }, 'parked streams were tried again');
  return still;
}

/** False where the stream comes no further than before; then nothing is written, or the end of this parking would hide what follows it. */
async function foldAnew(projection: Projection, marker: Row, deps: UnparkDeps): Promise<boolean> {
  const name = projectionName(projection);
  const { events } = await deps.events.readStream(marker.stream);
  const present = (await deps.rows.rowsOf(name, [marker.stream])).filter(isListRow);
  const rows = projectBatch(events, present, { projection, definitions: deps.definitions, park: true });
  if (rows.some((row) => isParkedRow(row) && row.revision <= marker.revision)) return false;
  await deps.rows.put(name, [...rows, unparkedRow(marker)]);
  return true;
}
