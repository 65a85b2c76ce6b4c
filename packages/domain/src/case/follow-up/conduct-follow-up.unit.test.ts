import { describe, expect, it } from '@jest/globals';
import { caseIn, identified } from '../../testing/case-facts.ts';
import { given } from '../../testing/given-when-then.ts';
import { closureFact } from '../closure/events.ts';
import { asPartner, referralIn, REFERRAL, underReview } from '../referral/fixtures.ts';
import { safetyFact } from '../safety/events.ts';
import { caseAggregate } from '../state.ts';
import { conductFollowUp } from './conduct-follow-up.ts';
import { followUpFact } from './events.ts';

const FOLLOW_UP = '0193c5a0-0000-7000-8000-0000000f0101';
const ALERT = '0193c5a0-0000-7000-8000-0000000a1e01';
const safe = { followUpId: FOLLOW_UP, mode: 'HOME_VISIT' as const, wellbeing: 'IMPROVED' as const, safe: true, newRisks: [] };
const unsafe = {
  ...safe,
  wellbeing: 'WORSENED' as const,
  safe: false,
  newRisks: ['RETALIATION_RISK' as const],
  note: { text: 'Texte fictif', lang: 'fra' },
};
const safetyAlert = { safetyAlertId: ALERT, kind: 'RETALIATION_RISK' as const, severity: 'CRITICAL' as const };
const risk = { level: 'HIGH' as const, reviewDue: '2022-06-22' };
const alarm = [safetyFact('SafetyAlertRaised', safetyAlert), safetyFact('RiskLevelAssigned', risk)] as const;
const scheduled = followUpFact('FollowUpScheduled', { followUpId: FOLLOW_UP, type: 'IN_CARE', dueOn: '2022-06-15', mode: 'HOME_VISIT' });
const open = given(caseAggregate, caseIn('REINTEGRATING'));

describe('ConductFollowUp', () => {
  it('given a follow-up that was scheduled, when it is held, then it is done', () => {
    const when = given(caseAggregate, [...caseIn('REINTEGRATING'), scheduled]).when(conductFollowUp, safe);
    when.then(followUpFact('FollowUpConducted', safe));
    when.relyingOn({ rules: ['I-85'], consentIds: [] });
    const { state } = given(caseAggregate, [...caseIn('REINTEGRATING'), scheduled, followUpFact('FollowUpConducted', safe)]);
    expect(state.followUps).toEqual({ [FOLLOW_UP]: 'CONDUCTED' });
  });

  it('given a follow-up that was held before the case was reopened, when it is recorded again under its id, then it is refused', () => {
    const reopened = closureFact('CaseReopened', { reason: 'NEW_NEED', priorClosureEventId: FOLLOW_UP });
    const facts = [...caseIn('FOLLOW_UP'), followUpFact('FollowUpConducted', safe), ...caseIn('CLOSED').slice(-1), reopened];
    const { outcome } = given(caseAggregate, facts).when(conductFollowUp, safe);
    expect(outcome).toEqual({ rejected: 'ID_ALREADY_USED', params: {}, pointers: ['/followUpId'] });
  });

  it('given no appointment, when a follow-up was held all the same, then it is recorded', () => {
    open.when(conductFollowUp, safe).then(followUpFact('FollowUpConducted', safe));
  });

  it('I-85: given a person who is not safe, when that was found, then the alert and the level of risk stand in the same append', () => {
    const events = [followUpFact('FollowUpConducted', unsafe), ...alarm];
    open.when(conductFollowUp, { ...unsafe, safetyAlert, risk }).then(...events);
    expect(given(caseAggregate, [...caseIn('REINTEGRATING'), ...events]).state.safety).toEqual({ alerts: { [ALERT]: 'CRITICAL' }, riskLevel: 'HIGH' });
  });

  it.each([
    [{}, ['/safetyAlert', '/risk']],
    [{ safetyAlert }, ['/risk']],
    [{ risk }, ['/safetyAlert']],
  ])('I-85: given a person who is not safe, when the body holds only %j, then it is refused', (groups, pointers) => {
    expect(open.when(conductFollowUp, { ...unsafe, ...groups }).outcome).toEqual({ rejected: 'UNSAFE_NEEDS_ALERT_AND_RISK', params: {}, pointers });
  });

  it.each([
    [{ safetyAlert, risk }, ['/safetyAlert', '/risk']],
    [{ safetyAlert }, ['/safetyAlert']],
    [{ risk }, ['/risk']],
  ])('I-85: given a person who is safe, when the body holds %j, then it is refused', (groups, pointers) => {
    expect(open.when(conductFollowUp, { ...safe, ...groups }).outcome).toEqual({ rejected: 'SAFE_TAKES_NO_ALERT', params: {}, pointers });
  });

  it('given an alert under this id, when another one is raised, then it is refused', () => {
    const { outcome } = given(caseAggregate, [...caseIn('REINTEGRATING'), safetyFact('SafetyAlertRaised', safetyAlert)]).when(conductFollowUp, {
      ...unsafe,
      safetyAlert,
      risk,
    });
    expect(outcome).toEqual({ rejected: 'ID_ALREADY_USED', params: {}, pointers: ['/safetyAlert/safetyAlertId'] });
  });

  it('given a follow-up that was held, when it is held again, then it is refused', () => {
    const { outcome } = given(caseAggregate, [...caseIn('REINTEGRATING'), followUpFact('FollowUpConducted', safe)]).when(conductFollowUp, safe);
    expect(outcome).toEqual({ rejected: 'ID_ALREADY_USED', params: {}, pointers: ['/followUpId'] });
  });

  it('given a closed case, when a follow-up that was scheduled is held, then it is recorded, with the alert it asks for; another is refused', () => {
    given(caseAggregate, [...caseIn('CLOSED'), scheduled])
      .when(conductFollowUp, { ...unsafe, safetyAlert, risk })
      .then(followUpFact('FollowUpConducted', unsafe), ...alarm);
    given(caseAggregate, caseIn('CLOSED')).when(conductFollowUp, safe).thenRejected('CASE_NOT_OPEN');
  });

  it('given a case that was never opened, when a follow-up is held, then it is refused', () => {
    given(caseAggregate, [identified]).when(conductFollowUp, safe).thenRejected('CASE_NOT_OPEN');
  });

  it.each(['ACCEPTED', 'IN_SERVICE'] as const)('I-64: given a referral in state %s, when its receiver visits the person, then the visit stands with the referral', (state) => {
    const when = given(caseAggregate, referralIn(state)).when(conductFollowUp, { ...unsafe, safetyAlert, risk }, asPartner);
    when.then(followUpFact('FollowUpConducted', { ...unsafe, referralId: REFERRAL }), ...alarm);
    when.relyingOn({ rules: ['I-64', 'I-85'] });
  });

  it('I-64: given a referral in which the partner does not help, when it tells of a visit, then it is refused', () => {
    given(caseAggregate, referralIn('SENT')).when(conductFollowUp, safe, asPartner).thenRejected('WRONG_REFERRAL_STATE');
    given(caseAggregate, referralIn('COMPLETED')).when(conductFollowUp, safe, asPartner).thenRejected('WRONG_REFERRAL_STATE');
    given(caseAggregate, [...referralIn('ACCEPTED'), underReview]).when(conductFollowUp, safe, asPartner).thenRejected('REFERRAL_NOT_OPEN');
    given(caseAggregate, referralIn('ACCEPTED')).when(conductFollowUp, safe, { ...asPartner, referralId: FOLLOW_UP }).thenRejected('REFERRAL_NOT_OPEN');
  });

  it('is for caseworkers and reintegration officers, and for partners on their referral', () => {
    expect(conductFollowUp).toMatchObject({ roles: ['CASEWORKER', 'REINTEGRATION_OFFICER'], partnerRoles: ['PARTNER_PROVIDER'], creates: false, opens: [] });
  });
});
