import type { EventDefinitions } from '@amana/domain/event-definition';
import { projectionName, type Projection } from '@amana/domain/projections/projection';
import type { EventStore, RecordedEvent } from '@amana/ports/event-store';
import { PortFailure } from '@amana/ports/failures';
import type { Checkpoint, ReadModelStore } from '@amana/ports/read-model-store';
import { NewerEvent } from '../newer-event.ts';
import { isSameLog } from '../open-log.ts';
import { isFolded } from '../project-batch.ts';
import { compareRows, livingRows, type Compared } from './compare-rows.ts';
import type { FaultList } from './fault-list.ts';

export type VerifyRowsDeps = {
  readonly events: EventStore;
  readonly rows: ReadModelStore;
  readonly projections: readonly Projection[];
  readonly definitions: EventDefinitions;
  readonly era: string;
  readonly faults: FaultList;
  readonly sleep: (ms: number) => Promise<void>;
  readonly onProgress: (at: { readonly events: number; readonly part: number }) => void;
};

export type ProjectionReport = {
  readonly projection: string;
  /** `not-built`: nobody has begun with it; `not-compared`: its place is not one in this log, or its rows cannot be read. */
  readonly state: 'compared' | 'not-built' | 'not-compared';
  readonly streams: number;
  readonly rows: number;
  /** Streams of which the projection has not read the end. */
  readonly waiting: number;
};

type Counted = { -readonly [key in keyof ProjectionReport]: ProjectionReport[key] };
type Place = { readonly projection: Projection; readonly name: string; readonly report: Counted };

const AT_ONCE = 20;
const PAGE = 500;
const ROUNDS = 5;
const PAUSE_MS = 200;

/**
 * Compares the rows of every projection with a fresh fold, stream by stream. It can run beside projectors: rows of a stream that
 * they have not read to its end are counted as waiting where they differ. Throws what the stores throw.
 */
export async function verifyRows(log: { readonly streams: ReadonlyMap<string, unknown>; readonly broken: ReadonlySet<string> }, deps: VerifyRowsDeps): Promise<ProjectionReport[]> {
  const places = await Promise.all(deps.projections.map((projection) => findPlace(projection, deps)));
  const streams = [...log.streams.keys()].filter((stream) => !log.broken.has(stream));
  let events = 0;
  for (let at = 0; at < streams.length; at += AT_ONCE) {
    const some = streams.slice(at, at + AT_ONCE);
    for (const place of places) events += await verifyStreams(place, some, deps);
    deps.onProgress({ events, part: Math.min((at + AT_ONCE) / streams.length, 1) });
  }
  for (const place of places) await findStrangers(place, log.streams, deps);
  await checkOtherPlaces(new Set(places.map(({ name }) => name)), deps);
  return places.map(({ report }) => report);
}

async function findPlace(projection: Projection, deps: VerifyRowsDeps): Promise<Place> {
  const { build: name } = await deps.rows.live(projectionName(projection)); // what is read
  const state = await stateOf(name, deps);
  return { projection, name, report: { projection: name, state, streams: 0, rows: 0, waiting: 0 } };
}

async function stateOf(name: string, { rows, events, era, faults }: VerifyRowsDeps): Promise<ProjectionReport['state']> {
  const checkpoint = await rows.checkpoint(name);
  if (checkpoint === undefined) {
    if (!(await rows.projections()).includes(name) || (await rows.count(name, [])) === 0) return 'not-built';
    faults.add('CHECKPOINT_MISSING', { projection: name });
    return 'not-compared';
  }
  if (checkpoint.era !== era) faults.add('CHECKPOINT_OTHER_ERA', { projection: name });
  else if (!(await isSameLog(checkpoint, events))) faults.add('CHECKPOINT_NOWHERE', { projection: name });
  else return 'compared';
  return 'not-compared';
}

/** Gives how many events were folded. */
async function verifyStreams({ projection, name, report }: Place, streams: readonly string[], deps: VerifyRowsDeps): Promise<number> {
  const own = streams.filter((stream) => isFolded(stream, projection));
  if (report.state !== 'compared' || own.length === 0) return 0;
  let left: readonly string[] = own;
  let folded = 0;
  for (let round = 1; left.length > 0; round++) {
    const compared = await compareNow({ projection, name }, left, deps);
    if (compared === undefined) {
      report.state = 'not-compared';
      return folded;
    }
    const isLast = round === ROUNDS;
    left = compared.flatMap((each) => {
      const isOver = isLast || each.result.state === 'same';
      if (isOver) folded += count(each, report, deps.faults);
      return isOver ? [] : [each.stream];
    });
    if (left.length > 0) await deps.sleep(PAUSE_MS * round); // what a projector is writing just now looks like a fault
  }
  return folded;
}

type One = { readonly stream: string; readonly events: number; readonly rows: number; readonly result: Compared };

function count({ events, rows, result }: One, report: Counted, faults: FaultList): number {
  report.streams += 1;
  report.rows += rows;
  if (result.state === 'waiting') report.waiting += 1;
  if (result.state === 'different') for (const { code, facts } of result.faults) faults.add(code, facts);
  return events;
}

/** Undefined where the rows cannot be read, which is said, or where they have just been dropped. MUST read checkpoint, events and rows in this order. */
async function compareNow({ projection, name }: Pick<Place, 'projection' | 'name'>, streams: readonly string[], deps: VerifyRowsDeps): Promise<One[] | undefined> {
  const checkpoint = await deps.rows.checkpoint(name);
  if (checkpoint === undefined) return undefined;
  const events = new Map(await Promise.all(streams.map(async (stream) => [stream, (await deps.events.readStream(stream)).events] as const)));
  const all = await orDamage(name, deps, () => deps.rows.rowsOf(name, streams));
  if (all === undefined) return undefined;
  const rows = Map.groupBy(all, ({ stream }) => stream);
  const compared: One[] = [];
  for (const stream of streams) {
    const [own = [], present = []] = [events.get(stream), rows.get(stream)];
    const result = await resultOf({ build: name, stream, events: own, present, checkpoint }, projection, deps);
    compared.push({ stream, events: own.length, rows: livingRows(present).length, result });
  }
  return compared;
}

async function resultOf(of: Parameters<typeof compareRows>[0], projection: Projection, { events, definitions }: VerifyRowsDeps): Promise<Compared> {
  try {
    const result = compareRows(of, { projection, definitions });
    return result.state === 'different' && (await hasGrown(of.stream, of.events, events)) ? { state: 'waiting' } : result;
  } catch (error) {
    if (error instanceof NewerEvent) return { state: 'waiting' }; // the projection stands still before it as well; the log's own check has said it
    throw error;
  }
}

async function hasGrown(stream: string, known: readonly RecordedEvent[], events: EventStore): Promise<boolean> {
  const { head } = await events.readStream(stream, { from: (known.at(-1)?.revision ?? -1) + 1, limit: 1 });
  return head !== (known.at(-1)?.revision ?? 'no-stream');
}

/** Undefined where the store can no longer read what it holds, which is said. */
async function orDamage<T>(name: string, { faults }: VerifyRowsDeps, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof PortFailure) || error.code !== 'STORE_DAMAGED') throw error;
    faults.add('ROWS_UNREADABLE', { projection: name, reason: error.message });
    return undefined;
  }
}

/** Rows of streams that the log has not, or that are no business of the projection. */
async function findStrangers({ projection, name, report }: Place, known: ReadonlyMap<string, unknown>, deps: VerifyRowsDeps): Promise<void> {
  let cursor: string | undefined;
  while (report.state === 'compared') {
    const page = await orDamage(name, deps, () => deps.rows.find(name, { where: [], limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }));
    if (page === undefined) return;
    for (const { stream, rowId } of page.rows) {
      const isOwn = isFolded(stream, projection);
      const isThere = known.has(stream) || (await deps.events.readStream(stream, { limit: 1 })).head !== 'no-stream';
      if (isOwn && isThere) continue;
      report.rows += 1;
      deps.faults.add('ROW_TOO_MANY', { projection: name, stream, row: rowId });
    }
    if (page.next === undefined) return;
    cursor = page.next;
  }
}

/** The checkpoints of other builds, and of other workers that keep their place beside the rows. */
async function checkOtherPlaces(own: ReadonlySet<string>, deps: VerifyRowsDeps): Promise<void> {
  for (const name of await deps.rows.projections()) {
    if (own.has(name)) continue;
    const checkpoint: Checkpoint | undefined = await deps.rows.checkpoint(name);
    if (checkpoint?.era === deps.era && !(await isSameLog(checkpoint, deps.events))) deps.faults.add('CHECKPOINT_NOWHERE', { projection: name });
  }
}
