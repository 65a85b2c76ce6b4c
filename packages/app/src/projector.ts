import { projectionName, type Projection } from '@amana/domain/projections/projection';
import type { EventDefinitions } from '@amana/domain/event-definition';
import type { EventStore, LogPage } from '@amana/ports/event-store';
import type { ReadModelStore } from '@amana/ports/read-model-store';
import { createCheckpointKeeper } from './checkpoint-keeper.ts';
import type { Log } from './log.ts';
import { createLogLoop, type LogLoop, type LogLoopOptions } from './log-loop.ts';
import type { OpenLog } from './open-log.ts';
import { unpark } from './parking/unpark.ts';
import { isParkedRow, projectBatch, streamsOf } from './project-batch.ts';
import { shapeOf } from './rebuild/build-names.ts';

export type ProjectorDeps = Pick<LogLoopOptions, 'backoffMs' | 'sleep' | 'batchSize' | 'idleMs'> & {
  readonly events: EventStore;
  readonly rows: ReadModelStore;
  readonly log: OpenLog;
  readonly output: Log;
  readonly definitions: EventDefinitions;
};

/**
 * One projection as a worker: a fold with a checkpoint, without a key and without any effect outside its rows. Rows first, the
 * checkpoint after them. It works on the build that is read, and goes over to another between two batches when that one goes live. In
 * another era, or over a log that is not the one it knew, it begins anew.
 */
export function createProjector(projection: Projection, deps: ProjectorDeps): LogLoop {
  const version = projectionName(projection);
  let on = workOn(version);

  function workOn(build: string) {
    return { build, place: createCheckpointKeeper(shapeOf(projection, build), deps), wasUnparked: false, mayBeParked: false };
  }

  async function load(): Promise<bigint | undefined> {
    const { build } = await deps.rows.live(version);
    if (build !== on.build) on = workOn(build);
    return on.place.load();
  }

  async function handle({ events }: LogPage): Promise<void> {
    const last = events.at(-1);
    if (last === undefined) return;
    const streams = streamsOf(events, projection);
    const present = streams.length === 0 ? [] : await deps.rows.rowsOf(on.build, streams); // most pages say nothing to most projections
    const written = projectBatch(events, present, { projection, definitions: deps.definitions });
    on.mayBeParked ||= [...present, ...written].some(isParkedRow);
    await on.place.move(last, written);
  }

  /** A start of newer code tries parked streams again, and so does an operator; it happens inside the loop, so no batch can come between. */
  async function between(): Promise<'elsewhere' | undefined> {
    if ((await deps.rows.live(version)).build !== on.build) return 'elsewhere';
    if (!on.wasUnparked) {
      on.mayBeParked = (await unpark(projection, { build: on.build, which: 'all' }, deps)).length > 0;
      on.wasUnparked = true; // after it: one that failed is tried again in the next turn
    } else if (on.mayBeParked) await unpark(projection, { build: on.build, which: 'asked' }, deps);
    return undefined;
  }

  return createLogLoop({ ...deps, name: version, load, handle, between });
}
