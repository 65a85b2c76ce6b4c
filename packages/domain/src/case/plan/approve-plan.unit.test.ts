import { describe, expect, it } from '@jest/globals';
import { ERASED } from '../../mark.ts';
import { caseIn } from '../../testing/case-facts.ts';
import { AGENCY, CASEWORKER, given, OTHER_AGENCY, PERSON_ID, SUPERVISOR } from '../../testing/given-when-then.ts';
import { personAged } from '../../testing/person-facts.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { consentFact } from '../consent/events.ts';
import { caseAggregate } from '../state.ts';
import { approvePlan } from './approve-plan.ts';
import { planFact } from './events.ts';
import { agreed, approved, assessedCase, CONSENT, consented, drafted, itemAdded, PLAN, plannedCase } from './fixtures.ts';

const draftedCase = [...assessedCase, drafted, itemAdded];
const agreedCase = [...draftedCase, agreed('PERSON')];
const adult = { person: personAged(30) };
const child = { person: personAged(12) };

const tried = (facts: readonly Given[], { context = adult, userId = SUPERVISOR, body = {} }: { context?: object; userId?: string; body?: object } = {}) =>
  given(caseAggregate, facts).when(approvePlan, { planId: PLAN, ...body }, { context: { ...context }, actor: { userId } });

describe('ApprovePlan', () => {
  it('I-45: given a plan that the person agreed to, when another person approves it, then the case is planned', () => {
    const comment = { text: 'Commentaire fictif', lang: 'fra' };
    const fact = planFact('CasePlanApproved', { planId: PLAN, comment });
    const when = tried(agreedCase, { body: { comment } });
    when.then(fact);
    when.relyingOn({ rules: ['I-32', 'I-45'], consentIds: [CONSENT] });
    expect(when.requests['person']).toMatchObject({ stream: { personId: PERSON_ID }, opens: ['statistic'], namers: 'controller' });

    const { state } = given(caseAggregate, [...agreedCase, fact]);
    expect(state.lifecycle.status).toBe('PLANNED');
    expect(state.plan.approved).toBe(true);
  });

  it('given a re-plan during assistance, when it is approved, then the state stays', () => {
    const facts = [...caseIn('IN_ASSISTANCE'), consented, drafted, agreed('PERSON')];
    tried(facts).then(approved);
    expect(given(caseAggregate, [...facts, approved]).state.lifecycle.status).toBe('IN_ASSISTANCE');
  });

  it('I-32: given a plan, when who drafted it approves it, then it is refused', () => {
    tried(agreedCase, { userId: CASEWORKER }).thenRejected('SAME_PERSON_APPROVES');
  });

  it('I-32: given an item of another user, when that user approves the plan, then it is refused', () => {
    const other: Given = { ...itemAdded, metadata: { actor: { userId: SUPERVISOR, role: 'CASEWORKER', agencyId: AGENCY } } };
    tried([...assessedCase, drafted, other, agreed('PERSON')]).thenRejected('SAME_PERSON_APPROVES');
  });

  it('I-45: given a plan that nobody agreed to, when it is approved, then it is refused', () => {
    tried(draftedCase).thenRejected('PLAN_NOT_AGREED');
  });

  it('I-46: given an item that was added after the agreement, when the plan is approved, then it is refused', () => {
    tried([...assessedCase, drafted, agreed('PERSON'), itemAdded]).thenRejected('PLAN_NOT_AGREED');
  });

  it('I-10: given a person who turns out to be a child, when the own agreement is all there is, then it is refused', () => {
    tried(agreedCase, { context: child }).thenRejected('AGREED_BY_WRONG_PARTY');
    tried(agreedCase, { context: {} }).thenRejected('AGREED_BY_WRONG_PARTY');
  });

  it('I-10: given a person who turns out to be an adult, when a guardian alone agreed, then it is refused', () => {
    tried([...draftedCase, agreed('GUARDIAN')]).thenRejected('AGREED_BY_WRONG_PARTY');
  });

  it.each([
    ['a child', 'GUARDIAN', child],
    ['a child', 'BOTH', child],
    ['somebody who came of age since', 'BOTH', adult],
  ] as const)('I-10: given %s, when the plan was agreed by %s, then it may be approved', (_who, by, context) => {
    tried([...draftedCase, agreed(by)], { context }).then(approved);
  });

  it('I-10: given an agreement of which it is erased who gave it, when the plan is approved, then it is refused', () => {
    const erased: Given = { ...agreed('PERSON'), data: { planId: PLAN, by: ERASED, refusedItems: [] } };
    tried([...draftedCase, erased]).thenRejected('AGREED_BY_WRONG_PARTY');
    tried([...draftedCase, erased], { context: child }).thenRejected('AGREED_BY_WRONG_PARTY');
  });

  it('given an approved plan, when it is approved again, then it is refused', () => {
    tried(plannedCase).thenRejected('PLAN_APPROVED_BEFORE');
  });

  it('CL-38: given a consent that was withdrawn since, when the plan is approved, then it is refused', () => {
    const withdrawn = consentFact('ConsentWithdrawn', { consentIds: [CONSENT], channel: 'IN_PERSON' });
    expect(tried([...agreedCase, withdrawn]).outcome).toEqual({ rejected: 'CONSENT_MISSING', params: { scope: 'CASE_MANAGEMENT' }, pointers: [] });
  });

  it('given no such plan, when it is approved, then it is refused', () => {
    expect(tried(agreedCase, { body: { planId: OTHER_AGENCY } }).outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/planId'] });
  });

  it('given a newer plan, when the old one is approved, then it is refused', () => {
    const newer: Given = { ...drafted, data: { ...drafted.data, planId: OTHER_AGENCY, objectives: [] } };
    tried([...agreedCase, newer]).thenRejected('PLAN_REPLACED');
  });

  it('given a case that is not assessed, or is closed, when a plan is approved, then it is refused', () => {
    tried([...caseIn('IN_ASSESSMENT'), drafted, agreed('PERSON')]).thenRejected('WRONG_CASE_STATE');
    tried([...caseIn('CLOSED'), drafted, agreed('PERSON')]).thenRejected('CASE_NOT_OPEN');
  });

  it('is for supervisors, and reads who agreed', () => {
    expect(approvePlan).toMatchObject({ roles: ['SUPERVISOR'], partnerRoles: [], creates: false, opens: ['statistic'] });
    given(caseAggregate, agreedCase).when(approvePlan, undefined, { context: adult, actor: { userId: SUPERVISOR } }).then({ type: 'CasePlanApproved', data: approvePlan.example });
  });
});
