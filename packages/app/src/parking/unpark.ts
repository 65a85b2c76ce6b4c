import type { EventDefinitions } from '@amana/domain/event-definition';
import type { Projection } from '@amana/domain/projections/projection';
import type { EventStore } from '@amana/ports/event-store';
import type { ReadModelStore, Row } from '@amana/ports/read-model-store';
import type { Log } from '../log.ts';
import { isListRow, isParkedRow, isAskedFor, parkedOf, projectBatch, stillParkedRow, unparkedRow } from '../project-batch.ts';
import { allRows } from '../reading/all-rows.ts';

export type UnparkDeps = {
  readonly events: EventStore;
  readonly rows: ReadModelStore;
  readonly definitions: EventDefinitions;
  readonly output: Log;
};

/** `asked`: only what an operator wants tried again (`replayParked`). */
export type UnparkOptions = { readonly build: string; readonly which: 'all' | 'asked' };

/**
 * Reads parked streams to their end and folds them anew. Says which ones are parked still. MUST run between two batches of the build's
 * only worker: an event that came while it reads would be skipped as parked, and then be in no row.
 */
export async function unpark(projection: Projection, { build, which }: UnparkOptions, deps: UnparkDeps): Promise<string[]> {
  const asked = which === 'asked' ? [{ key: 'asked', is: true }] : [];
  const parked = await allRows(build, [{ key: 'parked', is: true }, ...asked], deps.rows);
  const still: string[] = [];
  for (const marker of parked) if (!(await foldAnew(projection, { build, marker }, deps))) still.push(marker.stream);
  if (parked.length > 0) deps.output.info({ projection: build, tried: parked.length, still: still.length }, 'parked streams were tried again');
  return still;
}

type OneOf = { readonly build: string; readonly marker: Row };

/** False where the stream comes no further than before; then no row of a list is written, or the end of this parking would hide what follows it. */
async function foldAnew(projection: Projection, { build, marker }: OneOf, deps: UnparkDeps): Promise<boolean> {
  const { events } = await deps.events.readStream(marker.stream);
  const present = (await deps.rows.rowsOf(build, [marker.stream])).filter(isListRow);
  const written = projectBatch(events, present, { projection, definitions: deps.definitions });
  if (written.some((row) => isParkedRow(row) && parkedOf(row).revision <= parkedOf(marker).revision)) {
    if (isAskedFor(marker)) await deps.rows.put(build, [stillParkedRow(marker)]); // the answer to who asked
    return false;
  }
  await deps.rows.put(build, written);
  await deps.rows.put(build, [unparkedRow(marker)]); // after the rows: until they are all there the stream must look parked
  return true;
}
