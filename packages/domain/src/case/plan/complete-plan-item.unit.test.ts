import { describe, expect, it } from '@jest/globals';
import { caseIn } from '../../testing/case-facts.ts';
import { given, OTHER_AGENCY } from '../../testing/given-when-then.ts';
import type { Given } from '../../testing/recorded-fact.ts';
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

  it('given a plan that is not in assistance yet, when its item is completed, then the state stays', () => {
    tried(plannedCase).then(completed);
    expect(given(caseAggregate, [...plannedCase, completed]).state.lifecycle).toMatchObject({ status: 'PLANNED', openItems: [] });
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
