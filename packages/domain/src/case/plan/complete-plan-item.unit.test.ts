import { describe, expect, it } from '@jest/globals';
import { caseIn } from '../../testing/case-facts.ts';
import { given, OTHER_AGENCY } from '../../testing/given-when-then.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { closureFact } from '../closure/events.ts';
import { referralFact } from '../referral/events.ts';
import { caseAggregate } from '../state.ts';
import { completePlanItem } from './complete-plan-item.ts';
import { planFact } from './events.ts';
import { agreed, assessedCase, drafted, item, ITEM, itemAdded, plannedCase } from './fixtures.ts';

const SECOND = '0193c5a0-0000-7000-8000-0000000017e2';
const second = planFact('CasePlanItemAdded', { ...item, itemId: SECOND });
const completed = planFact('CasePlanItemCompleted', { itemId: ITEM });
const helped = [...caseIn('IN_ASSISTANCE'), drafted, itemAdded];

const tried = (facts: readonly Given[], itemId = ITEM) => given(caseAggregate, facts).when(completePlanItem, { itemId });

describe('CompletePlanItem', () => {
  it('given an open item among others, when it is completed, then assistance goes on', () => {
    const facts = [...helped, second];
    const when = tried(facts);
    when.then(completed);
    when.relyingOn({ rules: [], consentIds: [] });

    const { state } = given(caseAggregate, [...facts, completed]);
    expect(state.lifecycle).toMatchObject({ status: 'IN_ASSISTANCE', openItems: [SECOND] });
    expect(Object.values(state.plan.items).map(({ status }) => status)).toEqual(['COMPLETED', 'OPEN']);
  });

  it('given the last open item, when it is completed, then follow-up begins', () => {
    tried(helped).then(completed);
    expect(given(caseAggregate, [...helped, completed]).state.lifecycle.status).toBe('FOLLOW_UP');
  });

  it('2.5: given a plan that is not in assistance yet, when its item is completed, then it is refused: follow-up could begin no more', () => {
    expect(tried(plannedCase).outcome).toEqual({ rejected: 'ASSISTANCE_NOT_BEGUN', params: { state: 'PLANNED' }, pointers: [] });
    const sent = referralFact('ReferralSent', { referralId: OTHER_AGENCY, responseDueAt: '2022-06-29T10:00:00Z', dataShared: [], method: 'PHONE' });
    tried([...plannedCase, sent]).then(completed);
    expect(given(caseAggregate, [...plannedCase, sent, completed]).state.lifecycle).toMatchObject({ status: 'FOLLOW_UP', openItems: [] });
  });

  it('2.5, I-98: given a reopened case with an item of before, when it is completed during the new assessment, then it is refused', () => {
    const reopened = closureFact('CaseReopened', { reason: 'NEW_NEED', priorClosureEventId: SECOND });
    expect(tried([...helped, ...caseIn('CLOSED').slice(-1), reopened]).outcome).toEqual({ rejected: 'ASSISTANCE_NOT_BEGUN', params: { state: 'IN_ASSESSMENT' }, pointers: [] });
  });

  it.each(['IN_ASSISTANCE', 'REINTEGRATING', 'FOLLOW_UP'] as const)('2.5: given a case in state %s, when an item is completed, then it is accepted', (state) => {
    tried([...assessedCase, drafted, itemAdded, ...caseIn(state).slice(4)]).then(completed);
  });

  it.each([
    ['completed', [...helped, second, completed]],
    ['refused', [...assessedCase, drafted, itemAdded, agreed('PERSON', [ITEM])]],
  ])('I-46: given an item that was %s, when it is completed, then it is refused', (_how, facts) => {
    expect(tried(facts).outcome).toEqual({ rejected: 'ITEM_NOT_OPEN', params: {}, pointers: ['/itemId'] });
  });

  it('given no such item, when it is completed, then it is refused', () => {
    expect(tried(helped, OTHER_AGENCY).outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/itemId'] });
  });

  it('given a closed case, when an item is completed, then it is refused', () => {
    tried([...caseIn('CLOSED'), drafted, itemAdded]).thenRejected('CASE_NOT_OPEN');
  });

  it('is for caseworkers', () => {
    expect(completePlanItem).toMatchObject({ roles: ['CASEWORKER'], partnerRoles: [], creates: false, opens: [] });
    given(caseAggregate, helped).when(completePlanItem).then({ type: 'CasePlanItemCompleted', data: completePlanItem.example });
  });
});
