import { describe, expect, it } from '@jest/globals';
import { kindOfStream, type StreamKind } from '@amana/domain/aggregate';
import { projectionName, type Projection } from '@amana/domain/projections/projection';
import { histories } from '@amana/domain/testing/histories';
import { rowsAfter } from '@amana/domain/testing/projected-facts';
import { checkRow } from '@amana/ports/check-row';
import { allProjections } from './all-projections.ts';

const named = allProjections.map((projection) => [projectionName(projection), projection] as const);

/** Rows after each event of each history: a state in between must not be one that some engine refuses. */
const rowsOnTheWay = (projection: Projection) =>
  Object.entries(histories)
    .filter(([stream]) => projection.kinds.includes(kindOfStream(stream) as StreamKind))
    .flatMap(([stream, facts]) => facts.flatMap((_fact, last) => rowsAfter(projection, stream, facts.slice(0, last + 1)).map((row) => ({ stream, ...row }))));

describe('rows of all projections', () => {
  it.each(named)('%s: any store can keep them: plain JSON without undefined or lists in lists, and no sealed value or mark among the keys', (_name, projection) => {
    const rows = rowsOnTheWay(projection);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(() => checkRow({ ...row, revision: 0, gone: false })).not.toThrow();
  });

  it.each(named)('%s: each key of an index is a key of some row', (_name, projection) => {
    const keys = new Set(rowsOnTheWay(projection).flatMap((row) => Object.keys(row.keys)));
    expect(projection.indexes.flat().filter((key) => !keys.has(key))).toEqual([]);
  });

  it('each has a name of its own', () => {
    expect(new Set(named.map(([name]) => name)).size).toBe(named.length);
  });
});
