import { describe, expect, it } from '@jest/globals';
import { ERASED, WITHHELD } from '../../mark.ts';
import { caseIn, consentTo } from '../../testing/case-facts.ts';
import { CASEWORKER, given } from '../../testing/given-when-then.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { closureFact } from '../closure/events.ts';
import { caseAggregate } from '../state.ts';
import { draftPlan } from './draft-plan.ts';
import { planFact } from './events.ts';
import { assessedCase, assessmentApproved, CONSENT, consented, drafted, needsAssessed, objective, OBJECTIVE, PLAN, plannedCase } from './fixtures.ts';

const SECOND_PLAN = '0193c5a0-0000-7000-8000-000000091a02';
const SECOND_OBJECTIVE = '0193c5a0-0000-7000-8000-000000000b02';
const body = { planId: PLAN, objectives: [objective] };
const later = { planId: SECOND_PLAN, objectives: [{ ...objective, objectiveId: SECOND_OBJECTIVE }] };

const tried = (facts: readonly Given[], change: object = {}) => given(caseAggregate, facts).when(draftPlan, { ...body, ...change });
const wanting = (...needs: readonly string[]) => ({
  objectives: needs.map((needCode, i) => ({ ...objective, needCode, objectiveId: `0193c5a0-0000-7000-8000-000000000b1${String(i)}` })),
});
const withNeeds = (needs: unknown): Given[] => {
  const fact = needsAssessed(['EDUCATION']);
  return [...caseIn('IN_ASSESSMENT'), consented, { ...fact, data: { ...fact.data, needs } }, assessmentApproved()];
};

describe('DraftPlan', () => {
  it('I-45: given an approved assessment, when a plan for its needs is drafted, then it stands, not yet agreed or approved', () => {
    const when = tried(assessedCase);
    when.then(drafted);
    when.relyingOn({ rules: ['I-45'], consentIds: [CONSENT] });

    const { state } = given(caseAggregate, [...assessedCase, drafted]);
    expect(state.lifecycle.status).toBe('ASSESSED');
    expect(state.plan).toEqual({
      planId: PLAN,
      preparedBy: [CASEWORKER],
      objectives: { [OBJECTIVE]: { planId: PLAN, need: 'EDUCATION' } },
      items: {},
      agreedBy: undefined,
      approved: false,
    });
  });

  it('given an approved plan, when a new one is drafted, then it takes its place, and the items stay', () => {
    const replaced = planFact('CasePlanDrafted', later);
    tried(plannedCase, later).then(replaced);

    const { plan } = given(caseAggregate, [...plannedCase, replaced]).state;
    expect(plan).toMatchObject({ planId: SECOND_PLAN, preparedBy: [CASEWORKER], agreedBy: undefined, approved: false });
    expect(plan.objectives).toEqual({ [OBJECTIVE]: { planId: PLAN, need: 'EDUCATION' }, [SECOND_OBJECTIVE]: { planId: SECOND_PLAN, need: 'EDUCATION' } });
    expect(Object.values(plan.items).map(({ status }) => status)).toEqual(['OPEN']);
  });

  it.each(['PLANNED', 'IN_ASSISTANCE', 'REINTEGRATING', 'FOLLOW_UP'] as const)('given a case in state %s, when a new plan is drafted, then it is accepted', (state) => {
    tried([...caseIn(state), consented, needsAssessed(['EDUCATION'])]).then(drafted);
  });

  it('I-45: given nothing but a submitted assessment, when a plan is drafted, then it is refused', () => {
    const submitted: Given = { ...assessmentApproved(), type: 'AssessmentSubmitted' };
    tried([...caseIn('IN_ASSESSMENT'), consented, needsAssessed(['EDUCATION']), submitted]).thenRejected('PLAN_NEEDS_ASSESSMENT');
  });

  it('I-45: given a reopened case with an assessment of before, when a plan is drafted, then a new assessment has to be approved first', () => {
    const reopened = closureFact('CaseReopened', { reason: 'NEW_NEED', priorClosureEventId: PLAN });
    expect(tried([...caseIn('CLOSED'), consented, needsAssessed(['EDUCATION']), reopened]).outcome).toEqual({
      rejected: 'WRONG_CASE_STATE',
      params: { state: 'IN_ASSESSMENT', allowed: 'ASSESSED, PLANNED, IN_ASSISTANCE, REINTEGRATING, FOLLOW_UP' },
      pointers: [],
    });
  });

  it('I-45: given needs that were not assessed, when objectives are made for them, then each is named', () => {
    expect(tried(assessedCase, wanting('LEGAL', 'EDUCATION', 'SHELTER')).outcome).toEqual({
      rejected: 'NEED_NOT_ASSESSED',
      params: {},
      pointers: ['/objectives/0/needCode', '/objectives/2/needCode'],
    });
  });

  it('I-45: given two approved assessments, when objectives answer needs of both, then they are accepted', () => {
    const second = '0193c5a0-0000-7000-8000-0000000a5502';
    const facts = [...assessedCase, needsAssessed(['LEGAL'], second), assessmentApproved(second)];
    const wanted = wanting('LEGAL', 'MEDICAL');
    tried(facts, wanted).then({ type: 'CasePlanDrafted', data: { ...body, ...wanted } });
  });

  it('I-45: given an assessment that is not approved, when an objective answers its needs, then it is refused', () => {
    tried([...assessedCase, needsAssessed(['LEGAL'], SECOND_PLAN)], wanting('LEGAL')).thenRejected('NEED_NOT_ASSESSED');
  });

  it('I-45: given an approved assessment without needs, when a plan is drafted, then it is refused', () => {
    tried([...caseIn('ASSESSED'), consented]).thenRejected('NEED_NOT_ASSESSED');
  });

  it.each([
    ['erased', ERASED],
    ['withheld', WITHHELD],
  ])('I-45: given needs that are %s, when a plan is drafted, then it is refused', (_how, mark) => {
    tried(withNeeds(mark)).thenRejected('NEEDS_NOT_READABLE');
  });

  it('I-45: given one assessment that can be read and one that cannot, when a plan is drafted, then it is refused', () => {
    const second = needsAssessed(['LEGAL'], SECOND_PLAN);
    const facts = [...assessedCase, { ...second, data: { ...second.data, needs: ERASED } }, assessmentApproved(SECOND_PLAN)];
    tried(facts).thenRejected('NEEDS_NOT_READABLE');
  });

  it('CL-38: given no consent to the case management, when a plan is drafted, then it is refused', () => {
    expect(tried(assessedCase.filter((fact) => fact !== consented)).outcome).toEqual({ rejected: 'CONSENT_MISSING', params: { scope: 'CASE_MANAGEMENT' }, pointers: [] });
  });

  it('CL-38: given a consent that ended before the day, when a plan is drafted, then it is refused', () => {
    const over = consentTo({ consentId: CONSENT, scope: 'CASE_MANAGEMENT', until: '2022-06-14' });
    tried(assessedCase.map((fact) => (fact === consented ? over : fact))).thenRejected('CONSENT_MISSING');
  });

  it('given a plan, when its id is used again, also after another took its place, then it is refused', () => {
    const again = { ...later, planId: PLAN };
    expect(tried([...assessedCase, drafted], again).outcome).toEqual({ rejected: 'ID_ALREADY_USED', params: {}, pointers: ['/planId'] });
    const third = { planId: PLAN, objectives: [{ ...objective, objectiveId: '0193c5a0-0000-7000-8000-000000000b03' }] };
    tried([...plannedCase, planFact('CasePlanDrafted', later)], third).thenRejected('ID_ALREADY_USED');
  });

  it('given an objective, when its id is used again, in the same plan or in another, then it is refused', () => {
    expect(tried([...assessedCase, drafted], { ...later, objectives: [...later.objectives, objective] }).outcome).toEqual({
      rejected: 'ID_ALREADY_USED',
      params: {},
      pointers: ['/objectives/1/objectiveId'],
    });
    expect(tried(assessedCase, { objectives: [objective, objective] }).outcome).toEqual({ rejected: 'ID_ALREADY_USED', params: {}, pointers: ['/objectives/1/objectiveId'] });
  });

  it.each(['IDENTIFIED', 'CLOSED'] as const)('given a case in state %s, when a plan is drafted, then it is refused', (state) => {
    tried(caseIn(state)).thenRejected('CASE_NOT_OPEN');
  });

  it('is for caseworkers, and reads the needs', () => {
    expect(draftPlan).toMatchObject({ roles: ['CASEWORKER'], partnerRoles: [], creates: false, opens: ['statistic'] });
    given(caseAggregate, assessedCase).when(draftPlan).then({ type: 'CasePlanDrafted', data: draftPlan.example });
  });
});
