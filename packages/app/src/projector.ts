import { projectionName, type Projection } from '@amana/domain/projections/projection';
import type { EventDefinitions } from '@amana/domain/event-definition';
import type { EventStore, LogPage } from '@amana/ports/event-store';
import type { ReadModelStore, Row } from '@amana/ports/read-model-store';
import { createCheckpointKeeper } from './checkpoint-keeper.ts';
import type { Log } from './log.ts';
import { createLogLoop, type LogLoop, type LogLoopOptions } from './log-loop.ts';
import type { OpenLog } from './open-log.ts';
import { isListRow, isParkedRow, projectBatch, streamsOf, unparkedRow } from './project-batch.ts';
import { allRows } from './reading/all-rows.ts';

export type ProjectorDeps = Pick<LogLoopOptions, 'backoffMs' | 'sleep' | 'batchSize' | 'idleMs'> & {
  readonly events: EventStore;
  readonly rows: ReadModelStore;
  readonly log: OpenLog;
  readonly output: Log;
  readonly definitions: EventDefinitions;
};

/**
 * One projection as a worker: a fold with a checkpoint, without a key and without any effect outside its rows. Rows first, the
 * checkpoint after them. In another era, or over a log that is not the one it knew, it begins anew.
 */
export function createProjector(projection: Projection, deps: ProjectorDeps): LogLoop {
  const name = projectionName(projection);
  const place = createCheckpointKeeper({ name, indexes: [...projection.indexes, ['parked']] }, deps);
  let unparkedOnce = false;

  async function handle({ events }: LogPage): Promise<void> {
    const last = events.at(-1);
    if (last === undefined) return;
    const streams = streamsOf(events, projection);
    const present = streams.length === 0 ? [] : await deps.rows.rowsOf(name, streams); // most pages say nothing to most projections
    await place.move(last, projectBatch(events, present, { projection, definitions: deps.definitions }));
  }

  /** A start of newer code tries parked streams again; it happens inside the loop, so no batch can come between. */
  async function between(): Promise<void> {
    if (unparkedOnce) return;
    await unpark(projection, deps);
    unparkedOnce = true; // after it: one that failed is tried again in the next turn
  }

  return createLogLoop({ ...deps, name, load: () => place.load(), handle, between });
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
  const rows = projectBatch(events, present, { projection, definitions: deps.definitions });
  if (rows.some((row) => isParkedRow(row) && row.revision <= marker.revision)) return false;
  await deps.rows.put(name, [...rows, unparkedRow(marker)]);
  return true;
}
