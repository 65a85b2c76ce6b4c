import { allProjections } from '@amana/app/all-projections';
import { bringUp } from '@amana/app/testing/bring-up';
import { kindOfStream } from '@amana/domain/aggregate';
import { eventDefinitions as definitions } from '@amana/domain/catalogue';
import { projectionName, type Projection } from '@amana/domain/projections/projection';
import type { EventStore, RecordedEvent } from '@amana/ports/event-store';
import type { ReadModelStore, Row } from '@amana/ports/read-model-store';
import { createSqliteReadModelStore } from '@amana/store-embedded/sqlite-read-model-store';
import { openWorkDatabase } from '@amana/store-embedded/work-database';

const nobody = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined };

/** Of one projection, tombstones included. Without its revision, which depends on how the log was cut into batches. */
async function rowsOf(projection: Projection, streams: readonly string[], rows: ReadModelStore): Promise<object[]> {
  const own = streams.filter((stream) => (projection.kinds as readonly string[]).includes(kindOfStream(stream)));
  const found = await rows.rowsOf(projectionName(projection), own);
  return found.map(({ revision: _revision, ...row }: Row) => row);
}

export type RowsByProjection = Readonly<Record<string, readonly object[]>>;

export async function allRowsOf(log: readonly RecordedEvent[], rows: ReadModelStore): Promise<RowsByProjection> {
  const streams = [...new Set(log.map(({ stream }) => stream))];
  return Object.fromEntries(await Promise.all(allProjections.map(async (projection) => [projection.name, await rowsOf(projection, streams, rows)] as const)));
}

/** What the log makes of every projection, folded anew in the store of the other mode. */
export async function freshRowsOf(log: readonly RecordedEvent[], events: EventStore): Promise<RowsByProjection> {
  const db = openWorkDatabase(':memory:');
  try {
    const rows = createSqliteReadModelStore(db);
    const era = log.findLast(({ stream }) => stream === 'log')?.id ?? '';
    const opened = { logId: era, era, purpose: 'demo' } as const;
    for (const projection of allProjections) await bringUp(projection, { events, rows, log: opened, output: nobody, definitions });
    return await allRowsOf(log, rows);
  } finally {
    db.close();
  }
}
