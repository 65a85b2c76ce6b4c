import type { RecordedEvent } from '@amana/ports/event-store';
import type { Checkpoint, Row } from '@amana/ports/read-model-store';
import { jcs } from '@amana/privacy/digests';
import { isListRow, isParkedRow, parkedOf, projectBatch, STATE_ROW, type ProjectDeps } from '../project-batch.ts';
import type { Fault, FaultCode, FaultFacts } from './fault.ts';

/** The rows that a fold of these events of one stream makes of nothing. Throws NewerEvent. */
export const freshRows = (events: readonly RecordedEvent[], deps: ProjectDeps): Row[] => projectBatch(events, [], deps);

/**
 * The fold and what lists show, without the revision of a row, which depends on how the log was cut into batches. Of that depend
 * tombstones as well: a row that came and went within one batch was never there.
 */
export const livingRows = (rows: readonly Row[]): Row[] => rows.filter((row) => !row.gone && (isListRow(row) || row.rowId === STATE_ROW));

export type ComparedStream = {
  /** Which build of the projection. */
  readonly build: string;
  readonly stream: string;
  /** All of them, read after the checkpoint. */
  readonly events: readonly RecordedEvent[];
  /** All rows of the stream, read after its events. */
  readonly present: readonly Row[];
  readonly checkpoint: Checkpoint;
};

/** `waiting`: the projection has not come to the end of this stream, and may be in the middle of writing its rows. */
export type Compared = { readonly state: 'same' } | { readonly state: 'waiting' } | { readonly state: 'different'; readonly faults: readonly Fault[] };

/**
 * Are the rows of a stream what a fresh fold makes of as many of its events as the rows say that they were made of, and are that
 * all up to the checkpoint? Pure. Throws NewerEvent.
 */
export function compareRows({ build, stream, events, present, checkpoint }: ComparedStream, deps: ProjectDeps): Compared {
  const reached = present.find((row) => row.rowId === STATE_ROW && !row.gone)?.revision ?? -1;
  const parked = present.find(isParkedRow);
  const due = events.findLast(({ position }) => position <= checkpoint.position)?.revision ?? -1;
  const faults: Fault[] = [];
  const found = (code: FaultCode, facts: FaultFacts): void => void faults.push({ code, facts: { projection: build, stream, ...facts } });

  if (reached > (events.at(-1)?.revision ?? -1)) found('ROWS_AHEAD', { revision: reached });
  else compareContent(freshRows(events.filter(({ revision }) => revision <= reached), deps), { present, reached, found });
  if (parked) found('STREAM_PARKED', { revision: parkedOf(parked).revision });
  else if (reached < 0 && due >= 0) found('ROW_MISSING', { row: STATE_ROW });
  else if (reached < due) found('ROWS_BEHIND', { revision: reached + 1 });

  if (faults.length === 0) return { state: 'same' };
  const isSettled = due === (events.at(-1)?.revision ?? -1);
  return isSettled || parked ? { state: 'different', faults } : { state: 'waiting' };
}

type Found = (code: FaultCode, facts: FaultFacts) => void;

function compareContent(fresh: readonly Row[], { present, reached, found }: { present: readonly Row[]; reached: number; found: Found }): void {
  const wanted = new Map(livingRows(fresh).map((row) => [row.rowId, row]));
  for (const row of livingRows(present)) {
    const made = wanted.get(row.rowId);
    wanted.delete(row.rowId);
    if (made === undefined) found('ROW_TOO_MANY', { row: row.rowId });
    else if (contentOf(made) !== contentOf(row) || row.revision > reached) found('ROW_CHANGED', { row: row.rowId });
  }
  for (const rowId of wanted.keys()) found('ROW_MISSING', { row: rowId });
}

/** As text that is the same wherever the row was kept. */
export const contentOf = ({ keys, body }: Pick<Row, 'keys' | 'body'>): string => jcs([keys, body]);
