import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { kindOfStream, type StreamKind } from '../aggregate.ts';
import { histories } from '../testing/histories.ts';
import { rowsAfter } from '../testing/projected-facts.ts';
import { caseList } from './case-list.ts';
import { centreOccupancy } from './centre-occupancy.ts';
import { deadlines } from './deadlines.ts';
import { indicatorFacts } from './indicator-facts.ts';
import { partnerInbox } from './partner-inbox.ts';
import { personCard } from './person-card.ts';
import { projectionName, type Projection } from './projection.ts';
import { referenceData } from './reference-data.ts';
import { releases } from './releases.ts';

const folder = new URL('golden/', import.meta.url);
const partnerReferralId = (_caseId: string, referralId: string) => `partner-${referralId}`;
const all: readonly Projection[] = [caseList, personCard, partnerInbox(partnerReferralId), deadlines, centreOccupancy, indicatorFacts, referenceData, releases];

const rowsOf = (projection: Projection) =>
  Object.fromEntries(
    Object.entries(histories)
      .filter(([stream]) => projection.kinds.includes(kindOfStream(stream) as StreamKind))
      .map(([stream, facts]) => [stream, rowsAfter(projection, stream, facts)]),
  );

/**
 * A golden file is never edited: rows that differ are those of a new version, which every installation builds anew. The file of a
 * new version is what `rowsOf` gives, once it was read and found right.
 */
describe('rows of a projection', () => {
  it.each(all.map((projection) => [projectionName(projection), projection] as const))('%s are its golden rows', (name, projection) => {
    expect(rowsOf(projection)).toStrictEqual(JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')));
  });

  it.each(all.map((projection) => [projectionName(projection), projection] as const))('%s are there: a golden file of nothing would prove nothing', (_name, projection) => {
    expect(Object.values(rowsOf(projection)).flat().length).toBeGreaterThan(0);
  });

  it('each golden file is that of a projection in its present version', () => {
    expect(readdirSync(folder).toSorted()).toEqual(all.map((projection) => `${projectionName(projection)}.json`).toSorted());
  });
});
