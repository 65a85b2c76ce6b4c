import { describe, expect, it } from '@jest/globals';
import { serviceFact } from '../case/service/events.ts';
import { stayFact } from '../case/stay/events.ts';
import { identified } from '../testing/case-facts.ts';
import { CENTRE } from '../testing/centre-facts.ts';
import { AGENCY, CASE_ID, PERSON_ID } from '../testing/given-when-then.ts';
import { rowsAfter } from '../testing/projected-facts.ts';
import type { Given } from '../testing/recorded-fact.ts';
import { centreOccupancy } from './centre-occupancy.ts';

const OTHER_CENTRE = '0193c5a0-0000-7000-8000-0000000ce742';
const ISSUE = '0193c5a0-0000-7000-8000-000000000155';
const recordedAt = '2022-06-01T08:00:00.000Z';
const since = { value: '2022-06-01', precision: 'day', zone: 'Africa/Niamey' };

const rowsOf = (...facts: readonly Given[]) => rowsAfter(centreOccupancy, `case-${CASE_ID}`, [identified, ...facts]);
const admitted = (centreId = CENTRE) => stayFact('AdmittedToCentre', { centreId, unit: 'GIRLS-1', separateMinorUnit: true });
const left = stayFact('LeftCentre', { centreId: CENTRE, reason: 'OWN_CHOICE' });
const issued = (issueId: string, centreId?: string) =>
  serviceFact('ItemsIssued', { issueId, items: [{ code: 'SCHOOL_KIT', qty: 2 }], receivedBy: 'PERSON', ...(centreId ? { centreId } : {}) });

describe('centre occupancy (I-50, I-52)', () => {
  it('who was admitted is present, and nothing says in which unit', () => {
    expect(rowsOf(admitted())).toStrictEqual([
      {
        rowId: 'stay',
        keys: { controller: AGENCY, personId: PERSON_ID, centreId: CENTRE, present: true, recordedAt },
        body: { centreId: CENTRE, since, recordedAt },
      },
    ]);
  });

  it('who was never there or has left has no row', () => {
    expect(rowsOf()).toEqual([]);
    expect(rowsOf(admitted(), left)).toEqual([]);
  });

  it('who comes again is where the last admission says', () => {
    expect(rowsOf(admitted(), left, admitted(OTHER_CENTRE)).map(({ rowId, keys }) => [rowId, keys['centreId']])).toEqual([['stay', OTHER_CENTRE]]);
  });

  it('each issue from a centre’s stock is a row that stays when the person leaves', () => {
    const second = '0193c5a0-0000-7000-8000-000000000156';
    const rows = rowsOf(admitted(), issued(ISSUE, CENTRE), issued(second, OTHER_CENTRE), left);
    expect(rows).toStrictEqual([
      {
        rowId: `issue-${ISSUE}`,
        keys: { controller: AGENCY, issuedFrom: CENTRE, recordedAt },
        body: { centreId: CENTRE, items: [{ code: 'SCHOOL_KIT', qty: 2 }], recordedAt, position: '2' },
      },
      {
        rowId: `issue-${second}`,
        keys: { controller: AGENCY, issuedFrom: OTHER_CENTRE, recordedAt },
        body: { centreId: OTHER_CENTRE, items: [{ code: 'SCHOOL_KIT', qty: 2 }], recordedAt, position: '3' },
      },
    ]);
  });

  it('what came from no centre’s stock has no row', () => {
    expect(rowsOf(issued(ISSUE))).toEqual([]);
  });
});
