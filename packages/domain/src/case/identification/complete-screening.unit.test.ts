import { describe, expect, it } from '@jest/globals';
import { caseIn, identified, opened } from '../../testing/case-facts.ts';
import { given, PERSON_ID } from '../../testing/given-when-then.ts';
import { personAged } from '../../testing/person-facts.ts';
import { caseAggregate } from '../state.ts';
import { completeScreening } from './complete-screening.ts';
import { identificationFact } from './events.ts';

const body = {
  toolCode: 'BORDER_CHECKLIST',
  acts: ['TRANSPORTATION' as const],
  means: ['FalsePromises' as const],
  purposes: ['ForcedBegging' as const],
  outcome: 'INDICATORS_FOUND' as const,
  nextStep: 'OPEN_CASE' as const,
};
const screened = (change: object = {}) => given(caseAggregate, [identified]).when(completeScreening, { ...body, ...change }, { context: { person: personAged(30) } });

describe('CompleteScreening', () => {
  it('I-03: given act, means and purpose, when indicators are found, then all three are kept', () => {
    const when = screened();
    when.then(identificationFact('ScreeningCompleted', body));
    when.relyingOn({ rules: ['I-03'], consentIds: [] });
    expect(when.requests['person']).toMatchObject({ stream: { personId: PERSON_ID }, opens: ['statistic'] });
  });

  it.each([
    [{ acts: [] }, ['/acts']],
    [{ purposes: [] }, ['/purposes']],
    [{ means: [] }, ['/means']],
    [{ acts: [], means: [], purposes: [] }, ['/acts', '/means', '/purposes']],
    [{ acts: ['UNKNOWN'], means: ['REFUSED'], purposes: ['NOT_ASKED'] }, ['/acts', '/means', '/purposes']],
    [{ means: ['UNKNOWN', 'NOT_ASKED', 'REFUSED'] }, ['/means']],
  ])('I-03: given an adult, when indicators are found with %j, then it is refused and points to what was not found', (change, pointers) => {
    expect(screened(change).outcome).toEqual({ rejected: 'ACT_AND_PURPOSE_NEEDED', params: {}, pointers });
  });

  it('I-03: given something that was found, when something else is not known, then it is accepted', () => {
    const mixed = { ...body, acts: ['UNKNOWN' as const, 'TRANSPORTATION' as const] };
    screened(mixed).then(identificationFact('ScreeningCompleted', mixed));
  });

  it.each([
    ['a child', personAged(17)],
    ['a person of unknown age', undefined],
  ])('I-03: given %s, when indicators are found, then no means is asked for, but act and purpose are', (_who, person) => {
    const ofChild = (change: object) => given(caseAggregate, [identified]).when(completeScreening, { ...body, ...change }, { context: { person } });
    ofChild({ means: [] }).then(identificationFact('ScreeningCompleted', { ...body, means: [] }));
    ofChild({ means: ['UNKNOWN'] }).then(identificationFact('ScreeningCompleted', { ...body, means: ['UNKNOWN'] }));
    expect(ofChild({ acts: [], means: [] }).outcome).toEqual({ rejected: 'ACT_AND_PURPOSE_NEEDED', params: {}, pointers: ['/acts'] });
    expect(ofChild({ purposes: ['UNKNOWN'] }).outcome).toEqual({ rejected: 'ACT_AND_PURPOSE_NEEDED', params: {}, pointers: ['/purposes'] });
  });

  it('I-03: given somebody who came of age since, when the screening of a day before is recorded late, then no means is asked for', () => {
    const context = { person: personAged(18) };
    const yesterday = { occurredAt: { value: '2022-05-31', precision: 'day', zone: 'Africa/Niamey' } } as const;
    const late = { ...body, means: [] };
    given(caseAggregate, [identified]).when(completeScreening, late, { context, frame: yesterday }).then(identificationFact('ScreeningCompleted', late));
    given(caseAggregate, [identified]).when(completeScreening, late, { context }).thenRejected('ACT_AND_PURPOSE_NEEDED');
  });

  it('I-03: given the outcome INCONCLUSIVE, then nothing has to be known', () => {
    const unknown = { ...body, acts: ['UNKNOWN' as const], means: ['REFUSED' as const], purposes: ['NOT_ASKED' as const], outcome: 'INCONCLUSIVE' as const };
    screened(unknown).then(identificationFact('ScreeningCompleted', unknown));
  });

  it.each(['NONE', 'INCONCLUSIVE'] as const)('given the outcome %s, then nothing has to have been found', (outcome) => {
    const nothing = { ...body, acts: [], means: [], purposes: [], outcome, nextStep: 'NO_ACTION' as const };
    screened(nothing).then(identificationFact('ScreeningCompleted', nothing));
  });

  it('given a case that was opened for an urgent need, when it is screened, then it is accepted', () => {
    given(caseAggregate, [identified, opened])
      .when(completeScreening, body, { context: { person: personAged(30) } })
      .then(identificationFact('ScreeningCompleted', body));
  });

  it('folds into the outcome, and names the event for a reopening', () => {
    const fact = { ...identificationFact('ScreeningCompleted', { ...body, outcome: 'NONE' }), id: '0193c5a0-0000-7000-8000-00000000eeee' };
    expect(given(caseAggregate, [identified, fact]).state.identification).toMatchObject({ screening: 'NONE', screeningEventId: fact.id });
  });

  it.each(['REGISTERED', 'IN_ASSISTANCE', 'CLOSED'] as const)('given a case in state %s, when it is screened, then it is refused', (state) => {
    const { outcome } = given(caseAggregate, caseIn(state)).when(completeScreening, body, { context: { person: personAged(30) } });
    expect(outcome).toEqual({ rejected: 'WRONG_CASE_STATE', params: { state, allowed: 'IDENTIFIED' }, pointers: [] });
  });

  it('given no case, when it is screened, then it is refused', () => {
    given(caseAggregate, []).when(completeScreening, body, { context: { person: personAged(30) } }).thenRejected('WRONG_CASE_STATE');
  });

  it('is for first responders and caseworkers', () => {
    expect(completeScreening).toMatchObject({ roles: ['FIRST_RESPONDER', 'CASEWORKER'], partnerRoles: [], creates: false, opens: [] });
  });
});
