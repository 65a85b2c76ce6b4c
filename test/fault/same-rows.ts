import { allProjections } from '@amana/app/all-projections';
import { freshRows, livingRows } from '@amana/app/verify/compare-rows';
import { kindOfStream } from '@amana/domain/aggregate';
import { eventDefinitions as definitions } from '@amana/domain/catalogue';
import { projectionName, type Projection } from '@amana/domain/projections/projection';
import { jcs } from '@amana/privacy/digests';
import type { EventStore, RecordedEvent } from '@amana/ports/event-store';
import type { Json } from '@amana/ports/json';
import type { ReadModelStore, Row } from '@amana/ports/read-model-store';

export type RowsByProjection = Readonly<Record<string, readonly object[]>>;

/** Rows of each projection as `rowsOf` gives them for the streams of its kinds: the living ones, without what depends on how the log was cut into batches. */
async function byProjection(log: readonly RecordedEvent[], rowsOf: (projection: Projection, streams: readonly string[]) => Promise<readonly Row[]>): Promise<RowsByProjection> {
  const streams = [...new Set(log.map(({ stream }) => stream))].toSorted();
  const of = async (projection: Projection) => {
    const own = streams.filter((stream) => (projection.kinds as readonly string[]).includes(kindOfStream(stream)));
    const rows = livingRows(await rowsOf(projection, own)).toSorted((a, b) => (`${a.stream} ${a.rowId}` < `${b.stream} ${b.rowId}` ? -1 : 1));
    return [projection.name, rows.map(({ revision: _revision, ...row }) => row)] as const;
  };
  return Object.fromEntries(await Promise.all(allProjections.map(of)));
}

/** What a system has made of every projection. */
export const allRowsOf = (log: readonly RecordedEvent[], rows: ReadModelStore): Promise<RowsByProjection> =>
  byProjection(log, async (projection, streams) => rows.rowsOf((await rows.live(projectionName(projection))).build, streams));

/** What the log makes of every projection, folded anew, as `amana verify` does it. */
export const freshRowsOf = (log: readonly RecordedEvent[], events: Pick<EventStore, 'readStream'>): Promise<RowsByProjection> =>
  byProjection(log, async (projection, streams) => {
    const slices = await Promise.all(streams.map((stream) => events.readStream(stream)));
    return slices.flatMap((slice) => freshRows(slice.events, { projection, definitions }));
  });

/** Names of the projections that are not the same in both. */
export const unequalProjections = (made: RowsByProjection, fresh: RowsByProjection): string[] =>
  Object.keys({ ...made, ...fresh })
    .filter((name) => jcs((made[name] ?? []) as Json) !== jcs((fresh[name] ?? []) as Json))
    .map((name) => `not the rows of a fresh fold: ${name}`);
