import { describe, expect, it } from '@jest/globals';
import { ERASED } from '../../mark.ts';
import { caseIn, identified } from '../../testing/case-facts.ts';
import { AGENCY, CASE_ID, given, PERSON_ID, SUPERVISOR } from '../../testing/given-when-then.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { identificationFact } from '../identification/events.ts';
import { caseAggregate } from '../state.ts';
import { closureFact } from './events.ts';
import { CLOSURE, OTHER_CLOSURE } from './fixtures.ts';
import { reopenCase } from './reopen-case.ts';

const body = { reason: 'FOLLOW_UP_RISK' as const, note: { text: 'Revue au marché, seule', lang: 'fra' } };
const none = { context: { openCases: [] }, actor: { userId: SUPERVISOR } };
const reopened = (priorClosureEventId: string) => closureFact('CaseReopened', { ...body, priorClosureEventId });

const end: Given = { ...closureFact('CaseClosed', { closureId: CLOSURE, reason: 'GOALS_ACHIEVED', htcdsStatus: 'Closed', retentionUntil: '2032-06-15' }), id: CLOSURE };
const closed = [...caseIn('FOLLOW_UP'), end];
const screenedOut: Given[] = [
  identified,
  { ...identificationFact('ScreeningCompleted', { toolCode: 'BORDER', acts: [], means: [], purposes: [], outcome: 'NONE', nextStep: 'REFER' }), id: OTHER_CLOSURE },
];

describe('ReopenCase', () => {
  it('I-98: given a closed case, when it is reopened, then the same case goes on under its number, in assessment again', () => {
    const when = given(caseAggregate, closed).when(reopenCase, body, none);
    when.then(reopened(CLOSURE));
    when.relyingOn({ rules: ['I-04', 'I-98'], consentIds: [] });
    const { state } = given(caseAggregate, [...closed, reopened(CLOSURE)]);
    expect(state.lifecycle).toMatchObject({ status: 'IN_ASSESSMENT', opened: true });
    expect(state.identification).toMatchObject({ caseNumber: 'ZR-2022-0001', registrationNumber: 'REG-2022-0001' });
    expect(state.closure).toEqual({ request: undefined, usedIds: [], closedEventId: CLOSURE });
  });

  it('given a case that was screened out, when it is reopened, then the screening is what is set aside, and it is still to be opened', () => {
    given(caseAggregate, screenedOut).when(reopenCase, body, none).then(reopened(OTHER_CLOSURE));
    expect(given(caseAggregate, [...screenedOut, reopened(OTHER_CLOSURE)]).state.lifecycle).toMatchObject({ status: 'IN_ASSESSMENT', opened: false });
  });

  it('given a case that was closed twice, when it is reopened, then the last end is set aside', () => {
    const again = { ...end, id: OTHER_CLOSURE };
    given(caseAggregate, [...closed, reopened(CLOSURE), again]).when(reopenCase, body, none).then(reopened(OTHER_CLOSURE));
  });

  it('I-04: given another open case of the person with the agency, when this one is reopened, then it is refused', () => {
    const when = given(caseAggregate, closed).when(reopenCase, body, { ...none, context: { openCases: ['0193c5a0-0000-7000-8000-0000000ca5e9'] } });
    when.thenRejected('PERSON_HAS_OPEN_CASE');
    expect(when.requests['openCases']).toEqual({
      kind: 'query',
      name: 'open-cases-of-person',
      params: { personId: PERSON_ID, agencyId: AGENCY, exceptCaseId: CASE_ID },
    });
  });

  it('I-04: given read models that do not answer, when the case is reopened, then it is, and the rules say that nobody looked', () => {
    const when = given(caseAggregate, closed).when(reopenCase, body, { ...none, context: { openCases: 'unchecked' } });
    when.then(reopened(CLOSURE));
    when.relyingOn({ rules: ['I-04:unchecked', 'I-98'] });
  });

  it('given a case whose data were erased, when it is reopened, then it is refused', () => {
    const erased = { ...identified, data: { ...identified.data, place: { country: ERASED } } };
    given(caseAggregate, [erased, ...closed.slice(1)]).when(reopenCase, body, none).thenRejected('CASE_DATA_ERASED');
  });

  it.each(['IDENTIFIED', 'REGISTERED', 'IN_ASSISTANCE', 'FOLLOW_UP'] as const)('given a case in state %s, when it is reopened, then it is refused', (state) => {
    const { outcome } = given(caseAggregate, caseIn(state)).when(reopenCase, body, none);
    expect(outcome).toEqual({ rejected: 'WRONG_CASE_STATE', params: { state, allowed: 'CLOSED, TRANSFERRED, SCREENED_OUT' }, pointers: [] });
  });

  it('given a case that was reopened, when it is reopened again, then it is refused', () => {
    given(caseAggregate, [...closed, reopened(CLOSURE)]).when(reopenCase, body, none).thenRejected('WRONG_CASE_STATE');
    given(caseAggregate, []).when(reopenCase, body, none).thenRejected('WRONG_CASE_STATE');
  });

  it('is for supervisors, and reads whether the data are still there', () => {
    expect(reopenCase).toMatchObject({ roles: ['SUPERVISOR'], partnerRoles: [], creates: false, opens: ['statistic'] });
  });
});
