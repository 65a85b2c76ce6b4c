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

const event = (revision: number) => `0193c5a0-0000-7000-8000-${String(revision).padStart(12, '0')}`;
const correcting = (fact: Given, corrects: string): Given => ({ ...fact, metadata: { corrects } });
const placesOf = (...facts: readonly Given[]) => rowsOf(...facts).map(({ rowId, body }) => [rowId, body['centreId'], body['position']]);
const SECOND = '0193c5a0-0000-7000-8000-000000000156';
const THIRD = '0193c5a0-0000-7000-8000-000000000157';

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

  it('I-102, I-52: an issue that was corrected takes nothing off the stock; its correction does, in its place in the log', () => {
    const corrected = [issued(ISSUE, CENTRE), left, correcting(issued(SECOND, OTHER_CENTRE), event(1))];
    expect(placesOf(...corrected)).toEqual([[`issue-${SECOND}`, OTHER_CENTRE, '1']]);
    expect(placesOf(...corrected, correcting(issued(THIRD, CENTRE), event(3)))).toEqual([[`issue-${THIRD}`, CENTRE, '1']]);
  });

  it('I-102, I-52: a correction may say that it came from no centre’s stock, or that it did after all', () => {
    const never = [issued(ISSUE, CENTRE), correcting(issued(SECOND), event(1))];
    expect(placesOf(...never)).toEqual([]);
    expect(placesOf(...never, correcting(issued(THIRD, CENTRE), event(2)))).toEqual([[`issue-${THIRD}`, CENTRE, '1']]);
  });

  it('I-102: what corrects something that is not there stands beside the rest', () => {
    expect(placesOf(issued(ISSUE, CENTRE), correcting(issued(SECOND, CENTRE), THIRD))).toEqual([
      [`issue-${ISSUE}`, CENTRE, '1'],
      [`issue-${SECOND}`, CENTRE, '2'],
    ]);
  });
});
