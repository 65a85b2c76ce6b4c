import { describe, expect, it } from '@jest/globals';
import { ERASED } from '../../mark.ts';
import { agencyState } from '../../testing/agency-facts.ts';
import { caseIn } from '../../testing/case-facts.ts';
import { AGENCY, CASEWORKER, given, OTHER_AGENCY, SUPERVISOR } from '../../testing/given-when-then.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { caseAggregate } from '../state.ts';
import { addPlanItem } from './add-plan-item.ts';
import { planFact } from './events.ts';
import { agreed, assessedCase, drafted, item, ITEM, itemAdded, OBJECTIVE, objective, plannedCase } from './fixtures.ts';

const SECOND = '0193c5a0-0000-7000-8000-0000000017e2';
const SECOND_PLAN = '0193c5a0-0000-7000-8000-000000091a02';
const draftedCase = [...assessedCase, drafted];
const provider = agencyState({ id: AGENCY });

const tried = (facts: readonly Given[], change: object = {}, context: object = { provider }) =>
  given(caseAggregate, facts).when(addPlanItem, { ...item, ...change }, { context: { ...context } });

describe('AddPlanItem', () => {
  it('I-45: given a drafted plan, when an item serves one of its needs, then it is open', () => {
    const when = tried(draftedCase);
    when.then(itemAdded);
    when.relyingOn({ rules: ['I-45'], consentIds: [] });
    expect(when.requests).toEqual({ provider: { kind: 'stream', of: expect.anything(), stream: `agency-${AGENCY}`, opens: [], namers: 'everybody' } });

    const { state } = given(caseAggregate, [...draftedCase, itemAdded]);
    expect(state.plan.items).toEqual({ [ITEM]: { service: 'EDUCATION', providerAgencyId: AGENCY, dueDate: '2022-10-01', status: 'OPEN' } });
    expect(state.lifecycle).toMatchObject({ status: 'ASSESSED', openItems: [ITEM] });
  });

  it('I-46: given a plan that was agreed to, when an item is added before the approval, then the agreement is asked for again', () => {
    const second = planFact('CasePlanItemAdded', { ...item, itemId: SECOND });
    const facts = [...draftedCase, itemAdded, agreed('PERSON')];
    tried(facts, { itemId: SECOND }).then(second);
    expect(given(caseAggregate, facts).state.plan.agreedBy).toBe('PERSON');
    expect(given(caseAggregate, [...facts, second]).state.plan.agreedBy).toBeUndefined();
  });

  it('given an approved plan, when an item is added, then the plan stays agreed and approved', () => {
    const second = planFact('CasePlanItemAdded', { ...item, itemId: SECOND });
    tried(plannedCase, { itemId: SECOND }).then(second);
    expect(given(caseAggregate, [...plannedCase, second]).state.plan).toMatchObject({ agreedBy: 'PERSON', approved: true, preparedBy: [CASEWORKER] });
  });

  it('I-32: remembers who prepared the plan up to its approval', () => {
    const bySupervisor: Given = { ...itemAdded, metadata: { actor: { userId: SUPERVISOR, role: 'CASEWORKER', agencyId: AGENCY } } };
    expect(given(caseAggregate, [...draftedCase, itemAdded, bySupervisor]).state.plan.preparedBy).toEqual([CASEWORKER, SUPERVISOR]);
    expect(given(caseAggregate, [...plannedCase, bySupervisor]).state.plan.preparedBy).toEqual([CASEWORKER]);
  });

  it('given a case in follow-up, when an item is added, then assistance begins again', () => {
    const facts = [...caseIn('FOLLOW_UP'), drafted];
    tried(facts).then(itemAdded);
    expect(given(caseAggregate, [...facts, itemAdded]).state.lifecycle).toMatchObject({ status: 'IN_ASSISTANCE', openItems: [ITEM] });
  });

  it.each(['PLANNED', 'IN_ASSISTANCE', 'REINTEGRATING'] as const)('given a case in state %s, when an item is added, then its state stays', (state) => {
    const facts = [...caseIn(state), drafted];
    tried(facts).then(itemAdded);
    expect(given(caseAggregate, [...facts, itemAdded]).state.lifecycle.status).toBe(state);
  });

  it('I-45: given an objective for another need, when the service does not serve it, then it is refused', () => {
    expect(tried(draftedCase, { service: 'LEGAL' }).outcome).toEqual({ rejected: 'ITEM_SERVES_OTHER_NEED', params: {}, pointers: ['/service'] });
  });

  it('I-45: given a need that was erased, when an item is added, then the rule says that it was not checked', () => {
    const erased: Given = planFact('CasePlanDrafted', { planId: item.planId, objectives: [{ ...objective, needCode: ERASED as never }] });
    const when = tried([...assessedCase, erased]);
    when.then(itemAdded);
    when.relyingOn({ rules: ['I-45:unchecked'] });
  });

  it('given an item, when its id is used again, then it is refused', () => {
    expect(tried(plannedCase).outcome).toEqual({ rejected: 'ID_ALREADY_USED', params: {}, pointers: ['/itemId'] });
  });

  it('given no such plan, when an item is added to it, then it is refused', () => {
    expect(tried(draftedCase, { planId: SECOND_PLAN }).outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/planId'] });
  });

  it('given a newer plan, when an item is added to the old one, then the caller is told so', () => {
    const newer = planFact('CasePlanDrafted', { planId: SECOND_PLAN, objectives: [{ ...objective, objectiveId: '0193c5a0-0000-7000-8000-000000000b02' }] });
    expect(tried([...draftedCase, newer]).outcome).toEqual({ rejected: 'PLAN_REPLACED', params: {}, pointers: ['/planId'] });
    expect(tried([...draftedCase, newer], { planId: SECOND_PLAN, objectiveId: OBJECTIVE }).outcome).toEqual({
      rejected: 'UNKNOWN_REFERENCE',
      params: {},
      pointers: ['/objectiveId'],
    });
  });

  it('given no such objective, when an item is added for it, then it is refused', () => {
    expect(tried(draftedCase, { objectiveId: SECOND_PLAN }).outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/objectiveId'] });
  });

  it('given a provider that is no agency, when an item names it, then it is refused', () => {
    expect(tried(draftedCase, { providerAgencyId: OTHER_AGENCY }, {}).outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/providerAgencyId'] });
  });

  it('given a case that is not assessed, when an item is added, then it is refused', () => {
    tried([...caseIn('IN_ASSESSMENT'), drafted]).thenRejected('WRONG_CASE_STATE');
  });

  it('given a closed case, when an item is added, then it is refused', () => {
    tried([...caseIn('CLOSED'), drafted]).thenRejected('CASE_NOT_OPEN');
  });

  it('is for caseworkers, and reads the need of the objective', () => {
    expect(addPlanItem).toMatchObject({ roles: ['CASEWORKER'], partnerRoles: [], creates: false, opens: ['statistic'] });
    given(caseAggregate, draftedCase).when(addPlanItem, undefined, { context: { provider } }).then({ type: 'CasePlanItemAdded', data: addPlanItem.example });
  });
});
