import { expect, it } from '@jest/globals';
import { event, type EventDefinitions } from '@amana/domain/event-definition';
import { clear } from '@amana/domain/field-tree';
import { Count } from '@amana/domain/formats';
import type { Projection, RowBody } from '@amana/domain/projections/projection';
import type { RecordedEvent } from '@amana/ports/event-store';
import type { Row } from '@amana/ports/read-model-store';
import * as fc from 'fast-check';
import { projectBatch, type ProjectDeps } from '@amana/app/project-batch';

const definitions: EventDefinitions = { Counted: event({ n: clear(Count) }) };

/** Which of three rows are there, and what they say, are the bits of the last number: rows come, go, change and change back. */
const bits: Projection = {
  name: 'bits',
  version: 1,
  indexes: [],
  kinds: ['case'],
  initial: { n: 0 },
  evolve: (_state, { data }): RowBody => ({ n: data['n'] as number }),
  rows: ({ n }) => [1, 2, 4].filter((bit) => (Number(n) & bit) !== 0).map((bit) => ({ rowId: `row-${bit}`, keys: {}, body: { n: Number(n) & 8 } })),
};
const deps: ProjectDeps = { projection: bits, definitions };

const eventsOf = (numbers: readonly number[]): RecordedEvent[] =>
  numbers.map((n, revision) => ({ id: `e-${revision}`, stream: 'case-1', revision, position: BigInt(revision), type: 'Counted', data: { n }, metadata: { schemaVersion: 1 } }));

/** What a store without transactions keeps of the port's promise: each row by itself, over an older one only. */
class GuardedRows {
  readonly #rows = new Map<string, Row>();
  all(): Row[] {
    return [...this.#rows.values()];
  }
  write(row: Row): void {
    const there = this.#rows.get(row.rowId);
    if (there === undefined || there.revision < row.revision) this.#rows.set(row.rowId, row);
  }
  /** What readers find, whichever revision wrote it. */
  living(): object[] {
    const found = this.all().filter(({ gone }) => !gone);
    return found.map(({ rowId, keys, body }) => ({ rowId, keys, body })).toSorted((a, b) => (a.rowId < b.rowId ? -1 : 1));
  }
}

type Late = { readonly from: number; readonly size: number; readonly lands: readonly number[] };

/**
 * One worker goes through the events page by page. Before its page at `from` another one, which will soon lose its lease, folds a page of
 * its own; each of that page's rows lands by itself, after so many pages more, or never.
 */
function play(numbers: readonly number[], { pages, late }: { pages: readonly number[]; late: Late }): GuardedRows {
  const events = eventsOf(numbers);
  const rows = new GuardedRows();
  let held: Row[] = [];
  let at = 0;
  for (let page = 0; at < events.length; page++) {
    const present = rows.all();
    if (page === late.from) held = projectBatch(events.slice(at, at + late.size), present, deps);
    const size = pages[page % pages.length] ?? 1;
    const written = projectBatch(events.slice(at, at + size), present, deps);
    for (const [n, row] of held.entries()) if (late.lands[n % late.lands.length] === page - late.from) rows.write(row);
    for (const row of written) rows.write(row);
    at += size;
  }
  for (const [n, row] of held.entries()) if ((late.lands[n % late.lands.length] ?? 0) >= 3) rows.write(row); // when all is done
  return rows;
}

it('a page that lands late, whole or in part, from a worker that has lost its lease, leaves the rows as they are', () => {
  const plan = fc.record({
    pages: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
    late: fc.record({
      from: fc.integer({ min: 0, max: 5 }),
      size: fc.integer({ min: 1, max: 6 }),
      lands: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 4 }),
    }),
  });
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 15 }), { minLength: 1, maxLength: 14 }), plan, (numbers, played) => {
      const fresh = new GuardedRows();
      for (const row of projectBatch(eventsOf(numbers), [], deps)) fresh.write(row);
      expect(play(numbers, played).living()).toEqual(fresh.living());
    }),
    { numRuns: 20_000 },
  );
});
