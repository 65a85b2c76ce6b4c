import type { EventDefinitions } from '@amana/domain/event-definition';
import { kindOfStream, type StreamKind } from '@amana/domain/aggregate';
import type { ProjectedEvent, Projection, RowBody, RowDraft } from '@amana/domain/projections/projection';
import type { RecordedEvent } from '@amana/ports/event-store';
import type { JsonObject } from '@amana/ports/json';
import type { Row } from '@amana/ports/read-model-store';
import { NewerEvent } from './newer-event.ts';
import { readSealed } from './read-event.ts';

/** The row that keeps a stream's fold; it is in no list. */
export const STATE_ROW = '~state';
const PARKED_ROW = '~parked-';

/** An event that could not be applied. Its stream stands still before it, with all its rows, until it is tried again. */
export type Parked = { readonly eventId: string; readonly revision: number; readonly reason: string };
type Fold = { readonly state: RowBody; readonly revision: number; readonly parked: Parked | undefined };

export type ProjectDeps = {
  readonly projection: Projection;
  readonly definitions: EventDefinitions;
};

/**
 * Folds a batch over the rows that its streams have, and says which rows change. Pure: a batch that comes again, or late, gives
 * rows that the guard of the store drops. An event that cannot be applied parks its stream, with what follows on it.
 */
export function projectBatch(events: readonly RecordedEvent[], present: readonly Row[], deps: ProjectDeps): Row[] {
  const byStream = Map.groupBy(
    events.filter((event) => isFolded(event.stream, deps.projection)),
    (event) => event.stream,
  );
  const rowsOf = Map.groupBy(present, (row) => row.stream);
  return [...byStream].flatMap(([stream, own]) => projectStream(stream, own, { rows: rowsOf.get(stream) ?? [], deps }));
}

/** Is it one of the streams that a projection folds? */
export const isFolded = (stream: string, { kinds }: Projection): boolean => kinds.includes(kindOfStream(stream) as StreamKind);

/** The streams of a batch that a projection folds. */
export const streamsOf = (events: readonly RecordedEvent[], projection: Projection): string[] =>
  [...new Set(events.map((event) => event.stream))].filter((stream) => isFolded(stream, projection));

function projectStream(stream: string, events: readonly RecordedEvent[], of: { rows: readonly Row[]; deps: ProjectDeps }): Row[] {
  const { projection } = of.deps;
  const before = foldOf(of.rows, projection);
  const { fold: after, shown } = events.reduce((passed, event) => step(passed, event, of.deps), { fold: before, shown: [] } as Passed);
  // An event that the fold holds comes again after a batch that was cut: its rows may be missing, or be those of before.
  const isAgain = events.some(({ revision }) => revision <= before.revision);
  const given = before.revision < 0 ? [] : projection.rows(before.state, stream);
  return [
    ...(shown.length === 0 ? [] : [stateRow(stream, after)]),
    ...(shown.length === 0 && !isAgain ? [] : listRows({ stream, revision: after.revision, passed: [given, ...shown], isAgain, present: of.rows })),
    ...(after.parked === undefined || before.parked !== undefined ? [] : [parkedRow(stream, after.parked)]),
  ];
}

/** A fold on its way through a batch, and the rows that it gave after each event that it took. */
type Passed = { readonly fold: Fold; readonly shown: readonly (readonly RowDraft[])[] };

function foldOf(rows: readonly Row[], projection: Projection): Fold {
  const row = rows.find((candidate) => candidate.rowId === STATE_ROW);
  const marker = rows.find(isParkedRow);
  const parked = marker && parkedOf(marker);
  if (row === undefined) return { state: projection.initial, revision: -1, parked };
  return { state: row.body['state'] as RowBody, revision: row.revision, parked };
}

/** Between what the rows hold and this event something was never folded. */
class RevisionMissing extends Error {
  override name = 'RevisionMissing';
}

/** An event after which the rows cannot be shown parks its stream as one that cannot be applied: whatever else the batch holds. */
function step({ fold, shown }: Passed, event: RecordedEvent, { projection, definitions }: ProjectDeps): Passed {
  if (event.revision <= fold.revision || fold.parked !== undefined) return { fold, shown };
  try {
    if (event.revision !== fold.revision + 1) throw new RevisionMissing(); // parked, it is read again from its first event
    const state = projection.evolve(fold.state, projected(event, definitions));
    const drafts = projection.rows(state, event.stream);
    return { fold: { state, revision: event.revision, parked: undefined }, shown: [...shown, drafts] };
  } catch (error) {
    if (error instanceof NewerEvent) throw error;
    const reason = error instanceof Error ? error.name : 'unknown';
    return { fold: { ...fold, parked: { eventId: event.id, revision: event.revision, reason } }, shown };
  }
}

/** What a projection sees of a stored event: clear fields, and the sealed parts as they stand. */
export function projected(event: RecordedEvent, definitions: EventDefinitions): ProjectedEvent {
  const { sealed = [], ...clear } = event.data;
  const read = readSealed(event, definitions);
  const ref = { id: event.id, stream: event.stream, type: event.type, schemaVersion: read.metadata.schemaVersion, clear, sealed: sealed as JsonObject[] };
  return { ...read, stream: event.stream, position: event.position, ref };
}

const hidden = { list: false, parked: false };

const stateRow = (stream: string, { state, revision }: Fold): Row => ({ stream, rowId: STATE_ROW, revision, gone: false, keys: hidden, body: { state } });

/**
 * Says that the stream is parked. Each parking has a row of its own: so the tombstone that ends it stands behind no other parking
 * of the stream, and a later one is not dropped by its guard.
 */
const parkedRow = (stream: string, parked: Parked): Row => ({
  stream,
  rowId: `${PARKED_ROW}${parked.revision}`,
  revision: parked.revision,
  gone: false,
  keys: { list: false, parked: true },
  body: { ...parked },
});

export const isParkedRow = (row: Row): boolean => !row.gone && row.rowId.startsWith(PARKED_ROW);

export const parkedOf = ({ body }: Row): Parked => body as unknown as Parked;

/** An operator wants the stream tried again: the mark says so to the worker, which ends it or puts `stillParkedRow` in its place. */
export const askedRow = (row: Row): Row => ({ ...row, revision: row.revision + 1, keys: { ...row.keys, asked: true } });
export const isAskedFor = ({ keys }: Row): boolean => keys['asked'] === true;
export const stillParkedRow = (row: Row): Row => ({ ...row, revision: row.revision + 1, keys: { list: false, parked: true } });

/** The end of a parking: the row's tombstone. */
export const unparkedRow = (row: Row): Row => ({ ...row, revision: row.revision + 1, gone: true, keys: {}, body: {} });

/** List rows only: neither the fold nor a mark of parking. */
export const isListRow = (row: Row): boolean => row.rowId !== STATE_ROW && !row.rowId.startsWith(PARKED_ROW);

type Listed = {
  readonly stream: string;
  readonly revision: number;
  /** Before the batch, and after each event that was taken. */
  readonly passed: readonly (readonly RowDraft[])[];
  readonly isAgain: boolean;
  readonly present: readonly Row[];
};

/**
 * The rows after the batch. Where the store has no transactions another worker's write of a part of it, held up on its way, may land at any
 * later time: so a row that any event of the batch gave, or the fold before it, is written or buried here, behind whatever that write says
 * of it. A row that is as it was is left out only where the batch went one step at most.
 */
function listRows({ stream, revision, passed, isAgain, present }: Listed): Row[] {
  const drafts = passed.at(-1) ?? [];
  const before = new Map(present.filter(isListRow).map((row) => [row.rowId, row]));
  const steps = passed.length - (isAgain ? 0 : 1);
  const written = drafts
    .map((draft) => ({ stream, rowId: draft.rowId, revision, gone: false, keys: { ...draft.keys, list: true }, body: draft.body }))
    .filter((row) => steps > 1 || !isSame(row, before.get(row.rowId)));
  const kept = new Set(drafts.map(({ rowId }) => rowId));
  const living = [...before.values()].filter(({ gone }) => !gone);
  const given = new Set([...living, ...passed.flat()].map(({ rowId }) => rowId));
  const buried = [...given].filter((rowId) => !kept.has(rowId)).map((rowId) => ({ stream, rowId, revision, gone: true, keys: {}, body: {} }));
  return [...written, ...buried];
}

/** Never a tombstone: its keys are empty, those of a list row are not. The keys first: they say it soonest where a row has moved. */
const isSame = (row: Row, other: Row | undefined): boolean => other !== undefined && haveSame(row.keys, other.keys) && isSameJson(row.body, other.body);

const haveSame = (keys: Row['keys'], others: Row['keys']): boolean =>
  Object.keys(keys).length === Object.keys(others).length && Object.keys(keys).every((key) => isSameJson(keys[key], others[key]));

const isSameJson = (one: unknown, other: unknown): boolean => one === other || JSON.stringify(one) === JSON.stringify(other);
