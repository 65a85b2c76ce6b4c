import { describe, expect, it } from '@jest/globals';
import { identificationFact } from '../identification/events.ts';
import { caseIn } from '../../testing/case-facts.ts';
import { AGENCY, given, OTHER_AGENCY, PERSON_ID } from '../../testing/given-when-then.ts';
import { personAged } from '../../testing/person-facts.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { caseAggregate } from '../state.ts';
import { agreePlan } from './agree-plan.ts';
import { planFact } from './events.ts';
import { agreed, assessedCase, drafted, ITEM, itemAdded, PLAN, plannedCase } from './fixtures.ts';

const adult = { person: personAged(30) };
const child = { person: personAged(12) };
const guardian: Given = identificationFact('GuardianAppointed', {
  guardianPersonId: '0193c5a0-0000-7000-8000-0000000be502',
  authorityAgencyId: AGENCY,
  from: { value: '2022-06-01', precision: 'day' },
  kind: 'AD_HOC',
});
const draftedCase = [...assessedCase, drafted, itemAdded];
const ofChild = [...draftedCase, guardian];
const done = planFact('CasePlanItemCompleted', { itemId: ITEM });

const tried = (facts: readonly Given[], change: object, context: object) =>
  given(caseAggregate, facts).when(agreePlan, { planId: PLAN, by: 'PERSON', refusedItems: [], ...change }, { context: { ...context } });

describe('AgreePlan', () => {
  it('given an adult, when the person agrees, then the plan may be approved', () => {
    const when = tried(draftedCase, {}, adult);
    when.then(agreed('PERSON'));
    when.relyingOn({ rules: ['I-10', 'I-46'], consentIds: [] });
    expect(given(caseAggregate, [...draftedCase, agreed('PERSON')]).state.plan).toMatchObject({ agreedBy: 'PERSON', approved: false });
  });

  it('asks for the person with the age opened', () => {
    const { requests } = tried(draftedCase, {}, adult);
    expect(requests['person']).toMatchObject({ stream: { personId: PERSON_ID }, opens: ['statistic'], namers: 'controller' });
  });

  it.each(['GUARDIAN', 'BOTH'] as const)('I-10: given a child with a guardian, when the plan is agreed by %s, then it is accepted', (by) => {
    tried(ofChild, { by }, child).then(agreed(by));
  });

  it('I-10: given a child, when it agrees alone, then it is refused', () => {
    expect(tried(ofChild, {}, child).outcome).toEqual({ rejected: 'AGREED_BY_WRONG_PARTY', params: {}, pointers: ['/by'] });
  });

  it('I-10: given a person of unknown age, when the person agrees alone, then it is refused as for a child', () => {
    tried(ofChild, {}, {}).thenRejected('AGREED_BY_WRONG_PARTY');
    tried(ofChild, { by: 'BOTH' }, {}).then(agreed('BOTH'));
  });

  it.each(['GUARDIAN', 'BOTH'] as const)('I-10: given a child of whom no guardian is recorded, or one of tomorrow, when the plan is agreed by %s, then it is refused', (by) => {
    expect(tried(draftedCase, { by }, child).outcome).toEqual({ rejected: 'GUARDIAN_NOT_RECORDED', params: {}, pointers: [] });
    const tomorrows = { ...guardian, data: { ...guardian.data, from: { value: '2022-06-16', precision: 'day' } } };
    expect(tried([...draftedCase, tomorrows], { by }, child).outcome).toEqual({ rejected: 'GUARDIAN_NOT_RECORDED', params: {}, pointers: [] });
  });

  it.each(['GUARDIAN', 'BOTH'] as const)('given an adult, when the plan is agreed by %s, then it is refused', (by) => {
    tried(ofChild, { by }, adult).thenRejected('AGREED_BY_WRONG_PARTY');
  });

  it('given a person who came of age on the day, when the day before is recorded, then the guardian agreed', () => {
    const context = { person: personAged(17) };
    const onDay = (value: string, by: string) =>
      given(caseAggregate, ofChild).when(agreePlan, { planId: PLAN, by, refusedItems: [] }, { context, now: '2023-07-01T10:00:00.000Z', frame: { occurredAt: { value, precision: 'day', zone: 'Africa/Niamey' } } });
    onDay('2023-05-31', 'GUARDIAN').then(agreed('GUARDIAN'));
    onDay('2023-06-01', 'PERSON').then(agreed('PERSON'));
  });

  it('I-46: given an open item, when the person refuses it, then it is dropped', () => {
    tried(draftedCase, { refusedItems: [ITEM] }, adult).then(agreed('PERSON', [ITEM]));
    const { state } = given(caseAggregate, [...draftedCase, agreed('PERSON', [ITEM])]);
    expect(state.plan.items[ITEM]?.status).toBe('REFUSED');
    expect(state.lifecycle).toMatchObject({ status: 'ASSESSED', openItems: [] });
  });

  it('I-46: given assistance under an approved plan, when its last open item is refused, then follow-up begins', () => {
    const helped = [...caseIn('IN_ASSISTANCE'), drafted, itemAdded];
    tried(helped, { refusedItems: [ITEM] }, adult).then(agreed('PERSON', [ITEM]));
    expect(given(caseAggregate, [...helped, agreed('PERSON', [ITEM])]).state.lifecycle.status).toBe('FOLLOW_UP');
  });

  it('given assistance without any item, when a plan is agreed to, then assistance goes on', () => {
    const helped = [...caseIn('IN_ASSISTANCE'), drafted];
    tried(helped, {}, adult).then(agreed('PERSON'));
    expect(given(caseAggregate, [...helped, agreed('PERSON')]).state.lifecycle.status).toBe('IN_ASSISTANCE');
  });

  it.each([
    ['completed', [...plannedCase, done]],
    ['refused before', [...draftedCase, agreed('PERSON', [ITEM])]],
  ])('I-46: given an item that was %s, when it is refused, then the refusal is refused', (_how, facts) => {
    expect(tried(facts, { refusedItems: [ITEM] }, adult).outcome).toEqual({ rejected: 'ITEM_NOT_OPEN', params: {}, pointers: ['/refusedItems/0'] });
  });

  it('I-46: given no such item, when it is refused, then the place in the list is named', () => {
    expect(tried(draftedCase, { refusedItems: [ITEM, OTHER_AGENCY] }, adult).outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/refusedItems/1'] });
  });

  it('given no such plan, when it is agreed to, then it is refused', () => {
    expect(tried(assessedCase, {}, adult).outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/planId'] });
  });

  it('given a newer plan, when the old one is agreed to, then it is refused', () => {
    const newer: Given = { ...drafted, data: { ...drafted.data, planId: OTHER_AGENCY, objectives: [] } };
    tried([...draftedCase, newer], {}, adult).thenRejected('PLAN_REPLACED');
  });

  it('given a case that is not assessed, or is closed, when a plan is agreed to, then it is refused', () => {
    tried([...caseIn('IN_ASSESSMENT'), drafted], {}, adult).thenRejected('WRONG_CASE_STATE');
    tried([...caseIn('CLOSED'), drafted], {}, adult).thenRejected('CASE_NOT_OPEN');
  });

  it('is recorded by a caseworker', () => {
    expect(agreePlan).toMatchObject({ roles: ['CASEWORKER'], partnerRoles: [], creates: false, opens: [] });
    given(caseAggregate, ofChild).when(agreePlan, undefined, { context: child }).then({ type: 'CasePlanAgreedByPerson', data: agreePlan.example });
  });
});
