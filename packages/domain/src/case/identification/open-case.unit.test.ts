import { describe, expect, it } from '@jest/globals';
import { ERASED } from '../../mark.ts';
import { agencyAggregate } from '../../agency/state.ts';
import { agencyRegistered, agencyState, agencySuspended } from '../../testing/agency-facts.ts';
import { caseIn, identified } from '../../testing/case-facts.ts';
import { AGENCY, CASE_ID, given, OTHER_AGENCY, PERSON_ID } from '../../testing/given-when-then.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { closureFact } from '../closure/events.ts';
import { informed } from '../consent/fixtures.ts';
import { caseAggregate } from '../state.ts';
import { identificationFact } from './events.ts';
import { openCase } from './open-case.ts';

const body = { caseNumber: 'ZR-2022-0001', ownerUserId: 'user-caseworker-1', intakeForm: 'FULL' as const };
const screened = (outcome: 'INDICATORS_FOUND' | 'NONE' | 'INCONCLUSIVE') =>
  identificationFact('ScreeningCompleted', { toolCode: 'BORDER_CHECKLIST', acts: [], means: [], purposes: [], outcome, nextStep: 'OPEN_CASE' });
const asPublicTask: Given = { ...identified, metadata: { legalBasis: ['PUBLIC_TASK'] } };
const own = agencyState({ id: AGENCY });
const context = { agency: own, openCases: [] };
const vital = { legalBasis: ['VITAL_INTERESTS' as const] };

describe('OpenCase', () => {
  it.each(['INDICATORS_FOUND', 'INCONCLUSIVE'] as const)('given the screening %s, when the case is opened, then it is', (outcome) => {
    const when = given(caseAggregate, [identified, screened(outcome)]).when(openCase, body, { context });
    when.then(identificationFact('CaseOpened', body));
    when.relyingOn({ rules: ['I-02', 'I-04', 'I-05'], consentIds: [] });
    expect(when.requests['agency']).toMatchObject({ stream: `agency-${AGENCY}`, namers: 'everybody' });
    expect(when.requests['openCases']).toEqual({
      kind: 'query',
      name: 'open-cases-of-person',
      params: { personId: PERSON_ID, agencyId: AGENCY, exceptCaseId: CASE_ID },
    });
  });

  it('given no screening, when an urgent need is stated, then the case is opened at once', () => {
    given(caseAggregate, [identified]).when(openCase, body, { context, frame: vital }).then(identificationFact('CaseOpened', body));
  });

  it('given no screening and no urgent need, when the case is opened, then it is refused', () => {
    given(caseAggregate, [identified]).when(openCase, body, { context }).thenRejected('SCREENING_NEEDED');
  });

  it('given a screening that found nothing, when the case is opened, then it is refused until a supervisor reopens it', () => {
    const screenedOut = [identified, screened('NONE')];
    given(caseAggregate, screenedOut).when(openCase, body, { context }).thenRejected('WRONG_CASE_STATE');
    const reopened = closureFact('CaseReopened', { reason: 'NEW_INFORMATION', priorClosureEventId: '0193c5a0-0000-7000-8000-000000000001' });
    given(caseAggregate, [...screenedOut, reopened]).when(openCase, body, { context }).then(identificationFact('CaseOpened', body));
  });

  it('I-02: given a person who was not informed, when the case is opened, then it is refused', () => {
    given(caseAggregate, [asPublicTask, screened('INDICATORS_FOUND')]).when(openCase, body, { context }).thenRejected('INFORMATION_NOT_GIVEN');
  });

  it('I-02: given consent information, when the case is opened, then it is', () => {
    given(caseAggregate, [asPublicTask, screened('INDICATORS_FOUND'), informed]).when(openCase, body, { context }).then(identificationFact('CaseOpened', body));
  });

  it('I-04: given another open case of the person with the agency, when a second one is opened, then it is refused', () => {
    given(caseAggregate, [identified, screened('INDICATORS_FOUND')])
      .when(openCase, body, { context: { agency: own, openCases: ['0193c5a0-0000-7000-8000-0000000ca5e9'] } })
      .thenRejected('PERSON_HAS_OPEN_CASE');
  });

  it('I-04: given read models that do not answer, when the case is opened, then it is, and the rules say that nobody looked', () => {
    const when = given(caseAggregate, [identified, screened('INDICATORS_FOUND')]).when(openCase, body, { context: { agency: own, openCases: 'unchecked' } });
    when.then(identificationFact('CaseOpened', body));
    when.relyingOn({ rules: ['I-02', 'I-04:unchecked', 'I-05'] });
  });

  it.each([
    ['is not in the directory', undefined],
    ['is suspended', agencyState({ id: AGENCY }, agencySuspended)],
    ['has a mandate for another country only', agencyState({ id: AGENCY, country: 'NGA' })],
  ])('I-05: given an agency that %s, when it opens the case, then it is refused', (_why, agency) => {
    given(caseAggregate, [identified, screened('INDICATORS_FOUND')]).when(openCase, body, { context: { agency, openCases: [] } }).thenRejected('NO_MANDATE');
  });

  it.each([
    ['a country that can no longer be read', ERASED],
    ['XXA, which names no place', 'XXA'],
    ['XXB, which names no place', 'XXB'],
    ['XXC, which names no place', 'XXC'],
    ['XXX, which names no place', 'XXX'],
  ])('I-05: given %s, when the case is opened, then any mandate will do, but one there has to be', (_what, country) => {
    const unreadable = { ...identified, data: { ...identified.data, place: { country } } };
    const opening = (agency: unknown) =>
      given(caseAggregate, [unreadable, screened('INDICATORS_FOUND')]).when(openCase, body, { context: { agency, openCases: [] } });
    opening(agencyState({ id: AGENCY, country: 'NGA' })).then(identificationFact('CaseOpened', body));
    const none = { ...agencyRegistered(), data: { ...agencyRegistered().data, mandateCountries: [] } };
    opening(given(agencyAggregate, [none], `agency-${AGENCY}`).state).thenRejected('NO_MANDATE');
  });

  it('I-05: given the agency that only identified the person, when it opens the case of another, then it is refused', () => {
    given(caseAggregate, [identified, screened('INDICATORS_FOUND')])
      .when(openCase, body, { context, actor: { agencyId: OTHER_AGENCY } })
      .thenRejected('NO_MANDATE');
  });

  it('given an opened case, when it is opened again, then it is refused', () => {
    given(caseAggregate, caseIn('REGISTERED')).when(openCase, body, { context }).thenRejected('STREAM_EXISTS');
    given(caseAggregate, caseIn('CLOSED')).when(openCase, body, { context }).thenRejected('STREAM_EXISTS');
  });

  it('folds into an opened case with its number and caseworker', () => {
    const fact = { ...identificationFact('CaseOpened', body), id: '0193c5a0-0000-7000-8000-00000000aaaa' };
    const { identification, lifecycle } = given(caseAggregate, [identified, fact]).state;
    expect(identification).toMatchObject({ caseNumber: 'ZR-2022-0001', openedEventId: fact.id, caseworkerUserId: 'user-caseworker-1' });
    expect(lifecycle).toEqual({ status: 'IDENTIFIED', opened: true, openItems: [], openTracks: [] });
  });

  it('is for caseworkers and supervisors, and reads where the person was found', () => {
    expect(openCase).toMatchObject({ roles: ['CASEWORKER', 'SUPERVISOR'], partnerRoles: [], creates: false, opens: ['statistic'] });
  });
});
