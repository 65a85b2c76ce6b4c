import { describe, expect, it } from '@jest/globals';
import { ERASED } from '../../mark.ts';
import { caseIn } from '../../testing/case-facts.ts';
import { PERSON_ID, SUPERVISOR } from '../../testing/given-when-then.ts';
import { personAged } from '../../testing/person-facts.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { consentFact } from '../consent/events.ts';
import { approveReintegrationPlan } from './approve-reintegration-plan.ts';
import { reintegrationFact } from './events.ts';
import { agreed, approved, caseWith, CONSENT, consent, OFFICER, OTHER_PLAN, OTHER_TRACK, PLAN, readyIn, track } from './fixtures.ts';

const body = { planId: PLAN };
const bySupervisor = { context: { person: personAged(12) }, actor: { userId: SUPERVISOR } };
const waiting = (...facts: readonly Given[]) => caseWith(...readyIn('IN_ASSISTANCE'), agreed(), ...facts);

describe('ApproveReintegrationPlan', () => {
  it('I-32: given an agreed plan, when another person approves it, then it holds', () => {
    const when = waiting().when(approveReintegrationPlan, body, bySupervisor);
    when.then(reintegrationFact('ReintegrationPlanApproved', body));
    when.relyingOn({ rules: ['I-32', 'I-80', 'I-81', 'I-10', 'I-83'], consentIds: [CONSENT] });
    expect(when.requests['person']).toMatchObject({ stream: { personId: PERSON_ID }, opens: ['statistic'] });
    expect(waiting().state.reintegration.approved).toBe(false);
    expect(waiting(approved).state.reintegration.approved).toBe(true);
  });

  it('I-32: given an agreed plan, when whoever recorded the agreement approves it, then it is refused', () => {
    waiting().when(approveReintegrationPlan, body, { ...bySupervisor, actor: { userId: OFFICER } }).thenRejected('SAME_PERSON_APPROVES');
  });

  it('given an approved plan, when it is approved again, then it is refused', () => {
    waiting(approved).when(approveReintegrationPlan, body, bySupervisor).thenRejected('REINTEGRATION_PLAN_APPROVED_BEFORE');
  });

  it('given no such plan, when it is approved, then it is refused', () => {
    const unknown = { rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/planId'] };
    expect(waiting().when(approveReintegrationPlan, { planId: OTHER_PLAN }, bySupervisor).outcome).toEqual(unknown);
    expect(caseWith(...readyIn('IN_ASSISTANCE')).when(approveReintegrationPlan, body, bySupervisor).outcome).toEqual(unknown);
  });

  it('given a plan that was replaced, when the old one is approved, then it is refused and the new one is not', () => {
    const replaced = waiting(agreed({ planId: OTHER_PLAN, tracks: [track({ trackId: OTHER_TRACK })] }));
    const { outcome } = replaced.when(approveReintegrationPlan, body, bySupervisor);
    expect(outcome).toEqual({ rejected: 'REINTEGRATION_PLAN_REPLACED', params: {}, pointers: ['/planId'] });
    replaced.when(approveReintegrationPlan, { planId: OTHER_PLAN }, bySupervisor).then(reintegrationFact('ReintegrationPlanApproved', { planId: OTHER_PLAN }));
  });

  it('I-80: given a consent that was withdrawn since the agreement, when the plan is approved, then it is refused', () => {
    waiting(consentFact('ConsentWithdrawn', { consentIds: [CONSENT], channel: 'IN_PERSON' }))
      .when(approveReintegrationPlan, body, bySupervisor)
      .thenRejected('CONSENT_MISSING');
  });

  it('I-80: given no approved needs, when the plan is approved, then it is refused', () => {
    caseWith(...caseIn('IN_ASSISTANCE'), consent, agreed()).when(approveReintegrationPlan, body, bySupervisor).thenRejected('NEEDS_ASSESSMENT_MISSING');
  });

  it('I-81: given a person who was found to be an adult since, when the household agreed, then the approval is refused', () => {
    const adult = { ...bySupervisor, context: { person: personAged(18) } };
    const { outcome } = waiting().when(approveReintegrationPlan, body, adult);
    expect(outcome).toEqual({ rejected: 'REINTEGRATION_AGREED_BY_WRONG_PARTY', params: {}, pointers: [] });
  });

  it('I-81: given a person who was found to be a child since, when only that person agreed, then the approval is refused', () => {
    caseWith(...readyIn('IN_ASSISTANCE'), agreed({ agreedBy: 'PERSON', tracks: [track({ kind: 'HOUSING', beneficiary: 'PERSON' })] }))
      .when(approveReintegrationPlan, body, bySupervisor)
      .thenRejected('REINTEGRATION_AGREED_BY_WRONG_PARTY');
  });

  it('I-81: given an agreement that can no longer be read, when the plan is approved, then it is refused', () => {
    const unreadable = { ...agreed(), data: { ...agreed().data, agreedBy: ERASED } };
    caseWith(...readyIn('IN_ASSISTANCE'), unreadable).when(approveReintegrationPlan, body, bySupervisor).thenRejected('REINTEGRATION_AGREED_BY_WRONG_PARTY');
  });

  it('I-10: given a guardian of whom nothing is recorded, when the plan is approved, then it is refused', () => {
    caseWith(...readyIn('IN_ASSISTANCE'), agreed({ agreedBy: 'GUARDIAN' })).when(approveReintegrationPlan, body, bySupervisor).thenRejected('GUARDIAN_NOT_RECORDED');
  });

  it('I-83: given an adult for whom the education of a child was planned, when the plan is approved, then it is refused', () => {
    const adult = { ...bySupervisor, context: { person: personAged(18) } };
    caseWith(...readyIn('IN_ASSISTANCE'), agreed({ agreedBy: 'PERSON' })).when(approveReintegrationPlan, body, adult).thenRejected('EDUCATION_IS_FOR_CHILDREN');
  });

  it.each([
    ['ASSESSED', 'WRONG_CASE_STATE'],
    ['CLOSED', 'CASE_NOT_OPEN'],
  ] as const)('given a case in state %s, when the plan is approved, then it is refused as %s', (state, code) => {
    caseWith(...readyIn(state), agreed()).when(approveReintegrationPlan, body, bySupervisor).thenRejected(code);
  });

  it('is for supervisors, and reads who agreed and for whom', () => {
    expect(approveReintegrationPlan).toMatchObject({ roles: ['SUPERVISOR'], partnerRoles: [], creates: false, opens: ['statistic'] });
  });
});
