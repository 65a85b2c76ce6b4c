import { describe, expect, it } from '@jest/globals';
import { closureFact } from '../case/closure/events.ts';
import { identificationFact } from '../case/identification/events.ts';
import { stayFact } from '../case/stay/events.ts';
import { caseIn, identified, opened } from '../testing/case-facts.ts';
import { CENTRE } from '../testing/centre-facts.ts';
import { AGENCY, CASE_ID, CASEWORKER, PERSON_ID } from '../testing/given-when-then.ts';
import { rowsAfter } from '../testing/projected-facts.ts';
import type { Given } from '../testing/recorded-fact.ts';
import { caseList } from './case-list.ts';

const rowsOf = (facts: readonly Given[]) => rowsAfter(caseList, `case-${CASE_ID}`, facts);
const keysOf = (facts: readonly Given[]) => rowsOf(facts)[0]?.keys;
const lastAt = '2022-06-01T08:00:00.000Z';
const admitted = stayFact('AdmittedToCentre', { centreId: CENTRE, unit: 'GIRLS-1', separateMinorUnit: true });
const reopened = closureFact('CaseReopened', { reason: 'NEW_NEED', priorClosureEventId: CASE_ID });

describe('case list', () => {
  it('a case that was only identified is open, is no opened case, and is nobody’s', () => {
    const facts = { status: 'IDENTIFIED', personId: PERSON_ID, caseNumber: null, caseworkerUserId: null, centreId: null, lastAt };
    expect(rowsOf([identified])).toStrictEqual([
      { rowId: 'case', keys: { ...facts, controller: AGENCY, open: true, openedCase: false }, body: facts },
    ]);
  });

  it('I-04: from its opening on it is an opened case of its caseworker', () => {
    expect(keysOf([identified, opened])).toMatchObject({ open: true, openedCase: true, caseworkerUserId: CASEWORKER, caseNumber: 'ZR-2022-0001' });
  });

  it.each(['REGISTERED', 'IN_ASSESSMENT', 'ASSESSED', 'PLANNED', 'IN_ASSISTANCE', 'REINTEGRATING', 'FOLLOW_UP'] as const)('I-04, I-11: a case that is %s is open', (status) => {
    expect(keysOf(caseIn(status))).toMatchObject({ status, open: true, openedCase: true });
  });

  it('I-04, I-11: a closed case is neither, and a reopened one is both again', () => {
    expect(keysOf(caseIn('CLOSED'))).toMatchObject({ status: 'CLOSED', open: false, openedCase: false });
    expect(keysOf([...caseIn('CLOSED'), reopened])).toMatchObject({ open: true, openedCase: true });
  });

  it('a case that the screening ended is not open', () => {
    const screened = identificationFact('ScreeningCompleted', { toolCode: 'TOOL-1', acts: [], means: [], purposes: [], outcome: 'NONE', nextStep: 'NO_ACTION' });
    expect(keysOf([identified, screened])).toMatchObject({ status: 'SCREENED_OUT', open: false, openedCase: false });
  });

  it('says in which centre the person is, and no longer once the person has left', () => {
    const left = stayFact('LeftCentre', { centreId: CENTRE, reason: 'OWN_CHOICE' });
    expect(keysOf([...caseIn('REGISTERED'), admitted])?.['centreId']).toBe(CENTRE);
    expect(keysOf([...caseIn('REGISTERED'), admitted, left])?.['centreId']).toBeNull();
  });

  it('is sorted by the newest record, of whatever kind', () => {
    const later = { ...admitted, metadata: { recordedAt: '2022-06-09T08:00:00.000Z' } };
    expect(rowsOf([...caseIn('REGISTERED'), later])[0]).toMatchObject({ keys: { lastAt: '2022-06-09T08:00:00.000Z' }, body: { openedAt: lastAt } });
  });
});
