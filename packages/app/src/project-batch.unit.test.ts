import { describe, expect, it } from '@jest/globals';
import { event, type EventDefinitions } from '@amana/domain/event-definition';
import { clear, identity, optional } from '@amana/domain/field-tree';
import { Count, ShortText } from '@amana/domain/formats';
import type { Projection, RowBody } from '@amana/domain/projections/projection';
import type { RecordedEvent } from '@amana/ports/event-store';
import type { JsonObject } from '@amana/ports/json';
import type { Row } from '@amana/ports/read-model-store';
import { NewerEvent } from './newer-event.ts';
import { isListRow, isParkedRow, projectBatch, projected, STATE_ROW, streamsOf, unparkedRow, type ProjectDeps } from './project-batch.ts';

const definitions: EventDefinitions = {
  Counted: event({ n: clear(Count), who: optional(identity(ShortText)) }),
};

type State = { readonly sum: number };
/** One row for an even sum, two for an odd one, none for 0. The number 13 cannot be applied. */
const sums: Projection<State> = {
  name: 'sums',
  version: 1,
  indexes: [['sum']],
  kinds: ['case'],
  initial: { sum: 0 },
  evolve: ({ sum }, { data }) => {
    if (data['n'] === 13) throw new RangeError('13 and a name');
    return { sum: data['n'] === 0 ? 0 : sum + (data['n'] as number) };
  },
  rows: ({ sum }) => (sum === 0 ? [] : ['a', ...(sum % 2 === 0 ? [] : ['b'])]).map((rowId) => ({ rowId, keys: { sum }, body: { sum } })),
};
const deps: ProjectDeps = { projection: sums as unknown as Projection, definitions };

const counted = (stream: string, revision: number, n: number): RecordedEvent => ({
  id: `${stream}/${revision}`,
  stream,
  revision,
  position: BigInt(revision),
  type: 'Counted',
  data: { n },
  metadata: { schemaVersion: 1 },
});
const state = (stream: string, revision: number, sum: number): Row => ({ stream, rowId: STATE_ROW, revision, gone: false, keys: { list: false, parked: false }, body: { state: { sum } } });
const row = (id: `${string}/${string}`, revision: number, sum: number): Row => ({ stream: id.split('/')[0] ?? '', rowId: id.split('/')[1] ?? '', revision, gone: false, keys: { sum, list: true }, body: { sum } });
/** Sums from 7 on cannot be shown. */
function shown(current: RowBody): RowBody {
  if (Number(current['sum']) >= 7) throw new RangeError('cannot be shown');
  return current;
}
const tombstone = (stream: string, rowId: string, revision: number): Row => ({ stream, rowId, revision, gone: true, keys: {}, body: {} });
const parked = (stream: string, revision: number): Row => ({
  stream,
  rowId: `~parked-${revision}`,
  revision,
  gone: false,
  keys: { list: false, parked: true },
  body: { eventId: `${stream}/${revision}`, revision, reason: 'RangeError' },
});

describe('projectBatch', () => {
  it('a revision that is missing parks the stream: what was never folded must not be counted as nothing', () => {
    const present = [state('case-1', 1, 4), row('case-1/a', 1, 4)];
    const rows = projectBatch([counted('case-1', 3, 2), counted('case-1', 4, 2)], present, deps);
    expect(rows).toEqual([{ ...parked('case-1', 3), body: { eventId: 'case-1/3', revision: 3, reason: 'RevisionMissing' } }]);
    expect(projectBatch([counted('case-2', 1, 2)], [], deps)).toEqual([{ ...parked('case-2', 1), body: { eventId: 'case-2/1', revision: 1, reason: 'RevisionMissing' } }]);
  });

  it('folds each stream of its kinds, and writes its rows with the revision that produced them', () => {
    const events = [counted('case-1', 0, 1), counted('case-2', 0, 2), counted('agency-1', 0, 5), counted('case-1', 1, 2)];
    expect(projectBatch(events, [], deps)).toEqual([
      state('case-1', 1, 3),
      row('case-1/a', 1, 3),
      row('case-1/b', 1, 3),
      state('case-2', 0, 2),
      row('case-2/a', 0, 2),
    ]);
    expect(streamsOf(events, deps.projection)).toEqual(['case-1', 'case-2']);
  });

  it('goes on from the rows that are there', () => {
    const present = [state('case-1', 1, 3), row('case-1/a', 1, 3), row('case-1/b', 1, 3)];
    expect(projectBatch([counted('case-1', 2, 2)], present, deps)).toEqual([state('case-1', 2, 5), row('case-1/a', 2, 5), row('case-1/b', 2, 5)]);
  });

  it('a batch that comes again, whole or in part, adds nothing twice', () => {
    const events = [counted('case-1', 0, 1), counted('case-1', 1, 2)];
    const present = projectBatch(events, [], deps);
    expect(projectBatch(events, present, deps)).toEqual([]);
    expect(projectBatch([...events, counted('case-1', 2, 1)], present, deps)).toEqual([state('case-1', 2, 4), row('case-1/a', 2, 4), tombstone('case-1', 'b', 2)]);
  });

  it('a row that the fold no longer gives becomes a tombstone, and comes back over it', () => {
    const present = [state('case-1', 0, 1), row('case-1/a', 0, 1), row('case-1/b', 0, 1)];
    const without = projectBatch([counted('case-1', 1, 0)], present, deps);
    expect(without).toEqual([state('case-1', 1, 0), tombstone('case-1', 'a', 1), tombstone('case-1', 'b', 1)]);
    expect(projectBatch([counted('case-1', 2, 0)], without, deps)).toEqual([state('case-1', 2, 0)]); // a tombstone is not written again
    expect(projectBatch([counted('case-1', 2, 2)], without, deps)).toEqual([state('case-1', 2, 2), row('case-1/a', 2, 2)]);
  });

  it('a row whose content did not change is not written, only the state is', () => {
    const same = { ...deps, projection: { ...deps.projection, rows: () => [{ rowId: 'a', keys: { one: 1, two: 2 }, body: { x: 1 } }] } };
    const present = projectBatch([counted('case-1', 0, 1)], [], same);
    expect(present.map(({ rowId }) => rowId)).toEqual([STATE_ROW, 'a']);
    expect(projectBatch([counted('case-1', 1, 1)], present, same)).toEqual([state('case-1', 1, 2)]);
  });

  it('a row that came and went within a batch is buried: a write of the time between, held up on its way, must not bring it back', () => {
    expect(projectBatch([counted('case-1', 0, 1), counted('case-1', 1, 1)], [], deps)).toEqual([state('case-1', 1, 2), row('case-1/a', 1, 2), tombstone('case-1', 'b', 1)]);
  });

  it('nor may one that changed and changed back: it is written where a batch went more than one step', () => {
    const parity = { ...deps, projection: { ...deps.projection, rows: ({ sum }: RowBody) => [{ rowId: 'a', keys: {}, body: { odd: Number(sum) % 2 } }] } };
    const present = projectBatch([counted('case-1', 0, 2)], [], parity);
    const rows = projectBatch([counted('case-1', 1, 1), counted('case-1', 2, 1)], present, parity);
    expect(rows.map(({ rowId, revision }) => [rowId, revision])).toEqual([[STATE_ROW, 2], ['a', 2]]);
    expect(projectBatch([counted('case-1', 1, 2)], present, parity).map(({ rowId }) => rowId)).toEqual([STATE_ROW]);
  });

  it('of a batch that was cut after the fold had landed, the rows are written when it comes again', () => {
    const whole = projectBatch([counted('case-1', 0, 1), counted('case-1', 1, 2)], [], deps);
    const cut = whole.filter(({ rowId }) => rowId !== 'b');
    expect(projectBatch([counted('case-1', 1, 2)], cut, deps)).toEqual([row('case-1/b', 1, 3)]);
    const old = [state('case-1', 1, 2), row('case-1/a', 0, 1), row('case-1/b', 0, 1)];
    expect(projectBatch([counted('case-1', 1, 1)], old, deps)).toEqual([row('case-1/a', 1, 2), tombstone('case-1', 'b', 1)]);
    expect(projectBatch([counted('case-1', 1, 1), counted('case-1', 2, 0)], old, deps)).toEqual([state('case-1', 2, 0), tombstone('case-1', 'a', 2), tombstone('case-1', 'b', 2)]);
  });

  it('an event that cannot be applied parks its stream, with what follows on it; the others go on', () => {
    const events = [counted('case-1', 0, 2), counted('case-1', 1, 13), counted('case-1', 2, 2), counted('case-2', 0, 2)];
    expect(projectBatch(events, [], deps)).toEqual([
      state('case-1', 0, 2),
      row('case-1/a', 0, 2),
      parked('case-1', 1),
      state('case-2', 0, 2),
      row('case-2/a', 0, 2),
    ]);
  });

  it('an event after which the rows cannot be shown parks its stream as well, before that event', () => {
    const shy = { ...deps, projection: { ...deps.projection, rows: (current: RowBody, stream: string) => deps.projection.rows(shown(current), stream) } };
    const events = [counted('case-1', 0, 2), counted('case-1', 1, 5), counted('case-1', 2, 2), counted('case-2', 0, 2)];
    const rows = projectBatch(events, [], shy);
    expect(rows).toEqual([state('case-1', 0, 2), row('case-1/a', 0, 2), parked('case-1', 1), state('case-2', 0, 2), row('case-2/a', 0, 2)]);
    expect(projectBatch([counted('case-1', 3, 1)], rows, shy)).toEqual([]);
  });

  it('a stream that is parked at its first event has no rows but the mark', () => {
    expect(projectBatch([counted('case-1', 0, 13), counted('case-1', 1, 2)], [], deps)).toEqual([parked('case-1', 0)]);
  });

  it('while it is parked nothing of the stream is written, and it is not parked again', () => {
    const present = [state('case-1', 0, 2), row('case-1/a', 0, 2), parked('case-1', 1)];
    expect(projectBatch([counted('case-1', 1, 13), counted('case-1', 2, 13), counted('case-1', 3, 2)], present, deps)).toEqual([]);
  });

  it('the end of a parking is the tombstone of its mark, behind which a later parking is another row', () => {
    const ended = unparkedRow(parked('case-1', 1));
    expect(ended).toEqual(tombstone('case-1', '~parked-1', 2));
    expect([isParkedRow(parked('case-1', 1)), isParkedRow(ended), isParkedRow(state('case-1', 0, 1))]).toEqual([true, false, false]);
    const present = [state('case-1', 2, 4), row('case-1/a', 2, 4), ended];
    expect(projectBatch([counted('case-1', 3, 13)], present, deps)).toEqual([parked('case-1', 3)]);
    expect([row('case-1/a', 0, 1), state('case-1', 0, 1), ended].map(isListRow)).toEqual([true, false, false]);
  });

  it.each([
    ['version', { metadata: { schemaVersion: 2 } }],
    ['type', { type: 'Untold' }],
  ])('an event of a newer %s is never parked: the projection stops', (_what, change) => {
    expect(() => projectBatch([{ ...counted('case-1', 0, 1), ...change }], [], deps)).toThrow(NewerEvent);
  });

  it('a projection sees clear fields and, for later readers, the sealed parts as they stand', () => {
    const part: JsonObject = { v: 1, subjectId: 's', class: 'identity', keyId: 'k', nonce: 'n', ciphertext: 'c' };
    const seen = projected({ ...counted('case-1', 4, 1), data: { n: 1, sealed: [part] } }, definitions);
    expect(seen).toEqual({
      id: 'case-1/4',
      stream: 'case-1',
      type: 'Counted',
      revision: 4,
      position: 4n,
      data: { n: 1, who: { mark: 'WITHHELD' } },
      metadata: { schemaVersion: 1 },
      ref: { id: 'case-1/4', stream: 'case-1', type: 'Counted', schemaVersion: 1, clear: { n: 1 }, sealed: [part] },
    });
    expect(projected(counted('case-1', 4, 1), definitions).ref.sealed).toEqual([]);
  });
});
