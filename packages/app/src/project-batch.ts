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
  const before = foldOf(of.rows, of.deps.projection);
  const { after, drafts } = foldAndShow(stream, events, { before, deps: of.deps });
  return [
    ...(drafts === undefined ? [] : [stateRow(stream, after), ...listRows({ stream, revision: after.revision, drafts, present: of.rows })]),
    ...(after.parked === undefined || before.parked !== undefined ? [] : [parkedRow(stream, after.parked)]),
  ];
}

type Shown = { readonly after: Fold; /** Undefined where the fold did not move. */ readonly drafts: readonly RowDraft[] | undefined };

function foldAndShow(stream: string, events: readonly RecordedEvent[], { before, deps }: { before: Fold; deps: ProjectDeps }): Shown {
  const show = ({ projection }: ProjectDeps): Shown => {
    const after = events.reduce((fold, event) => step(fold, event, { ...deps, projection }), before);
    return { after, drafts: after.revision > before.revision ? projection.rows(after.state, stream) : undefined };
  };
  try {
    return show(deps);
  } catch {
    return show({ ...deps, projection: showingEach(deps.projection, stream) });
  }
}

/** Of a fold whose rows cannot be shown (a NewerEvent is thrown again): an event is applied only where they can, so that the stream is parked before it. */
const showingEach = (projection: Projection, stream: string): Projection => ({
  ...projection,
  evolve: (state, event) => {
    const next = projection.evolve(state, event);
    projection.rows(next, stream);
    return next;
  },
});

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

function step(fold: Fold, event: RecordedEvent, { projection, definitions }: ProjectDeps): Fold {
  if (event.revision <= fold.revision || fold.parked !== undefined) return fold;
  try {
    if (event.revision !== fold.revision + 1) throw new RevisionMissing(); // parked, it is read again from its first event
    return { state: projection.evolve(fold.state, projected(event, definitions)), revision: event.revision, parked: undefined };
  } catch (error) {
    if (error instanceof NewerEvent) throw error;
    const reason = error instanceof Error ? error.name : 'unknown';
    return { ...fold, parked: { eventId: event.id, revision: event.revision, reason } };
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

type Listed = { stream: string; revision: number; drafts: readonly RowDraft[]; present: readonly Row[] };

function listRows({ stream, revision, drafts, present }: Listed): Row[] {
  const before = new Map(present.filter(isListRow).map((row) => [row.rowId, row]));
  const written = drafts
    .map((draft) => ({ stream, rowId: draft.rowId, revision, gone: false, keys: { ...draft.keys, list: true }, body: draft.body }))
    .filter((row) => !isSame(row, before.get(row.rowId)));
  const kept = new Set(drafts.map((draft) => draft.rowId));
  const buried = [...before.values()]
    .filter((row) => !row.gone && !kept.has(row.rowId))
    .map((row) => ({ stream, rowId: row.rowId, revision, gone: true, keys: {}, body: {} }));
  return [...written, ...buried];
}

/** Never a tombstone: its keys are empty, those of a list row are not. The keys first: they say it soonest where a row has moved. */
const isSame = (row: Row, other: Row | undefined): boolean => other !== undefined && haveSame(row.keys, other.keys) && isSameJson(row.body, other.body);

const haveSame = (keys: Row['keys'], others: Row['keys']): boolean =>
  Object.keys(keys).length === Object.keys(others).length && Object.keys(keys).every((key) => isSameJson(keys[key], others[key]));

const isSameJson = (one: unknown, other: unknown): boolean => one === other || JSON.stringify(one) === JSON.stringify(other);
