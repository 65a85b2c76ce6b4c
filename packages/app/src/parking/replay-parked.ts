import { projectionName, type Projection } from '@amana/domain/projections/projection';
import type { ReadModelStore, Row } from '@amana/ports/read-model-store';
import { askedRow, isAskedFor, isParkedRow, parkedOf, type Parked } from '../project-batch.ts';
import { allRows } from '../reading/all-rows.ts';

export type ParkedStream = Parked & { readonly stream: string };

/** What is parked in the build that is read. Empty also where the projection is not there yet. */
export async function parkedStreams(projection: Projection, rows: ReadModelStore): Promise<ParkedStream[]> {
  return (await findMarks(projection, rows)).marks.map(parkedStream);
}

async function findMarks(projection: Projection, rows: ReadModelStore): Promise<{ readonly build: string; readonly marks: readonly Row[] }> {
  const { build } = await rows.live(projectionName(projection));
  const isThere = (await rows.projections()).includes(build);
  return { build, marks: isThere ? await allRows(build, [{ key: 'parked', is: true }], rows) : [] };
}

const parkedStream = (mark: Row): ParkedStream => ({ stream: mark.stream, ...parkedOf(mark) });

const STEP_MS = 50;

export type ReplayDeps = {
  readonly rows: ReadModelStore;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** Where the projection surely has no worker: does between two batches what the worker would do. */
  readonly answer?: (build: string) => Promise<unknown>;
  /** How long the worker is waited for. */
  readonly waitMs: number;
};

export type Replayed = {
  /** Streams that are whole again. */
  readonly mended: readonly string[];
  /** Tried, and parked as before or at a later event. */
  readonly still: readonly ParkedStream[];
  /** Nobody has tried them: no worker runs, or it is busy. They are tried when one comes to it. */
  readonly unanswered: readonly string[];
};

/**
 * Asks the projection's worker to try parked streams again, one or all of them, and waits for what came of it. The worker does it between
 * two batches, so that no event of the stream is lost meanwhile; the asking stands in the mark of the parking.
 */
export async function replayParked(projection: Projection, stream: string | undefined, { rows, sleep, answer, waitMs }: ReplayDeps): Promise<Replayed> {
  const { build, marks: all } = await findMarks(projection, rows);
  const marks = all.filter((mark) => stream === undefined || mark.stream === stream);
  if (marks.length === 0) return { mended: [], still: [], unanswered: [] };
  const streams = marks.map((mark) => mark.stream);
  await rows.put(build, marks.map(askedRow));
  await answer?.(build);
  let now = await rows.rowsOf(build, streams);
  for (let waited = 0; waited < waitMs && now.some(isWaiting); waited += STEP_MS) {
    await sleep(STEP_MS);
    now = await rows.rowsOf(build, streams);
  }
  const still = now.filter(isParkedRow);
  const parked = new Set(still.map((row) => row.stream));
  return {
    mended: streams.filter((each) => !parked.has(each)),
    still: still.filter((row) => !isWaiting(row)).map(parkedStream),
    unanswered: still.filter(isWaiting).map((row) => row.stream),
  };
}

const isWaiting = (row: Row): boolean => isParkedRow(row) && isAskedFor(row);
