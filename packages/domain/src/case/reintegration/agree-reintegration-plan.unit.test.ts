import { describe, expect, it } from '@jest/globals';
import { PERSON_ID } from '../../testing/given-when-then.ts';
import { caseIn, consentTo } from '../../testing/case-facts.ts';
import { personAged } from '../../testing/person-facts.ts';
import { assessmentFact } from '../assessment/events.ts';
import { consentFact } from '../consent/events.ts';
import { identificationFact } from '../identification/events.ts';
import { agreeReintegrationPlan } from './agree-reintegration-plan.ts';
import { reintegrationFact } from './events.ts';
import { agreed, approved, caseWith, CONSENT, consent, needs, OFFICER, OTHER_PLAN, OTHER_TRACK, PLAN, plan, readyIn, started, TRACK, track } from './fixtures.ts';

const child = { context: { person: personAged(12) } };
const adult = { context: { person: personAged(30) } };
const livelihood = track({ kind: 'INDIVIDUAL_LIVELIHOOD', beneficiary: 'PERSON' });
const ofAdult = plan({ tracks: [livelihood], agreedBy: 'PERSON' });
const guardian = identificationFact('GuardianAppointed', {
  guardianPersonId: '0193c5a0-0000-7000-8000-0000000be502',
  authorityAgencyId: '0193c5a0-0000-7000-8000-00000000a9e2',
  from: { value: '2022-06-01', precision: 'day' },
  kind: 'JUDGE',
});

describe('AgreeReintegrationPlan', () => {
  it('I-80, I-81, I-83: given a child with assessed needs and consent, when the household and the child agree, then the plan is recorded', () => {
    const when = caseWith(...readyIn('IN_ASSISTANCE')).when(agreeReintegrationPlan, plan(), child);
    when.then(reintegrationFact('ReintegrationPlanAgreed', plan()));
    when.relyingOn({ rules: ['I-80', 'I-81', 'I-10', 'I-83'], consentIds: [CONSENT] });
    expect(when.requests['person']).toMatchObject({ stream: { personId: PERSON_ID }, opens: ['statistic'] });
  });

  it('folds into a plan that waits for its approval', () => {
    expect(caseWith(...readyIn('IN_ASSISTANCE'), agreed()).state.reintegration).toEqual({
      planId: PLAN,
      recordedBy: OFFICER,
      agreedBy: 'HOUSEHOLD_HEAD_AND_CHILD',
      approved: false,
      tracks: { [TRACK]: { planId: PLAN, kind: 'CHILD_EDUCATION', beneficiary: 'CHILD', status: 'PLANNED', milestones: [] } },
      supportIds: [],
    });
  });

  it.each(['PLANNED', 'IN_ASSISTANCE', 'REINTEGRATING', 'FOLLOW_UP'] as const)('given a case in state %s, when a plan is agreed, then it is recorded', (state) => {
    caseWith(...readyIn(state)).when(agreeReintegrationPlan, plan(), child).then(reintegrationFact('ReintegrationPlanAgreed', plan()));
  });

  it.each([
    ['REGISTERED', 'WRONG_CASE_STATE'],
    ['ASSESSED', 'WRONG_CASE_STATE'],
    ['CLOSED', 'CASE_NOT_OPEN'],
  ] as const)('given a case in state %s, when a plan is agreed, then it is refused as %s', (state, code) => {
    caseWith(...readyIn(state)).when(agreeReintegrationPlan, plan(), child).thenRejected(code);
  });

  it('I-80: given an approved assessment without needs, when a plan is agreed, then it is refused', () => {
    caseWith(...caseIn('IN_ASSISTANCE'), consent).when(agreeReintegrationPlan, plan(), child).thenRejected('NEEDS_ASSESSMENT_MISSING');
  });

  it('I-80: given needs in an assessment that is not approved, when a plan is agreed, then it is refused', () => {
    const draft = assessmentFact('NeedsAssessed', { assessmentId: '0193c5a0-0000-7000-8000-0000000a5502', needs: [{ service: 'EDUCATION', urgency: 'NORMAL' }] });
    caseWith(...caseIn('IN_ASSISTANCE'), draft, consent).when(agreeReintegrationPlan, plan(), child).thenRejected('NEEDS_ASSESSMENT_MISSING');
  });

  it.each([
    ['no consent', []],
    ['a consent to something else', [consentTo({ consentId: CONSENT, scope: 'CASE_MANAGEMENT' })]],
    ['a consent that has run out', [consentTo({ consentId: CONSENT, scope: 'REINTEGRATION', until: '2022-06-14' })]],
    ['a consent that was withdrawn', [consent, consentFact('ConsentWithdrawn', { consentIds: [CONSENT], channel: 'IN_PERSON' })]],
  ])('I-80: given %s, when a plan is agreed, then it is refused', (_what, facts) => {
    const { outcome } = caseWith(...caseIn('IN_ASSISTANCE'), needs, ...facts).when(agreeReintegrationPlan, plan(), child);
    expect(outcome).toEqual({ rejected: 'CONSENT_MISSING', params: { scope: 'REINTEGRATION' }, pointers: [] });
  });

  it('I-80: given a consent that has run out since, when a plan of a day before is recorded late, then it is accepted', () => {
    const ran = consentTo({ consentId: CONSENT, scope: 'REINTEGRATION', until: '2022-06-10' });
    const late = { ...child, frame: { occurredAt: { value: '2022-06-10', precision: 'day', zone: 'Africa/Niamey' } } } as const;
    caseWith(...caseIn('IN_ASSISTANCE'), needs, ran).when(agreeReintegrationPlan, plan(), late).then(reintegrationFact('ReintegrationPlanAgreed', plan()));
  });

  it('I-81: given an adult, when the adult agrees, then the plan is recorded', () => {
    caseWith(...readyIn('IN_ASSISTANCE')).when(agreeReintegrationPlan, ofAdult, adult).then(reintegrationFact('ReintegrationPlanAgreed', ofAdult));
  });

  it.each(['GUARDIAN', 'HOUSEHOLD_HEAD_AND_CHILD'] as const)('I-81: given an adult, when %s agrees in the place of the adult, then it is refused', (agreedBy) => {
    const { outcome } = caseWith(...readyIn('IN_ASSISTANCE'), guardian).when(agreeReintegrationPlan, { ...ofAdult, agreedBy }, adult);
    expect(outcome).toEqual({ rejected: 'REINTEGRATION_AGREED_BY_WRONG_PARTY', params: {}, pointers: ['/agreedBy'] });
  });

  it.each([
    ['a child', personAged(17)],
    ['a person of unknown age', undefined],
  ])('I-81: given %s, when only that person agrees, then it is refused', (_who, person) => {
    const { outcome } = caseWith(...readyIn('IN_ASSISTANCE')).when(agreeReintegrationPlan, plan({ agreedBy: 'PERSON' }), { context: { person } });
    expect(outcome).toEqual({ rejected: 'REINTEGRATION_AGREED_BY_WRONG_PARTY', params: {}, pointers: ['/agreedBy'] });
  });

  it('I-10: given a child, when a guardian agrees of whom nothing is recorded, or who is one from tomorrow on, then it is refused', () => {
    const byGuardian = plan({ agreedBy: 'GUARDIAN' });
    caseWith(...readyIn('IN_ASSISTANCE')).when(agreeReintegrationPlan, byGuardian, child).thenRejected('GUARDIAN_NOT_RECORDED');
    const tomorrows = { ...guardian, data: { ...guardian.data, from: { value: '2022-06-16', precision: 'day' } } };
    caseWith(...readyIn('IN_ASSISTANCE'), tomorrows).when(agreeReintegrationPlan, byGuardian, child).thenRejected('GUARDIAN_NOT_RECORDED');
    caseWith(...readyIn('IN_ASSISTANCE'), guardian).when(agreeReintegrationPlan, byGuardian, child).then(reintegrationFact('ReintegrationPlanAgreed', byGuardian));
  });

  it('I-83: given an adult, when the education of a child is planned for the adult, then it is refused', () => {
    const body = plan({ tracks: [livelihood, track({ trackId: OTHER_TRACK })], agreedBy: 'PERSON' });
    const { outcome } = caseWith(...readyIn('IN_ASSISTANCE')).when(agreeReintegrationPlan, body, adult);
    expect(outcome).toEqual({ rejected: 'EDUCATION_IS_FOR_CHILDREN', params: {}, pointers: ['/tracks/1/kind'] });
  });

  it('I-83: given an adult, when the education of a child of the household is planned, then it is recorded', () => {
    const body = plan({ tracks: [track({ beneficiary: 'HOUSEHOLD' })], agreedBy: 'PERSON' });
    caseWith(...readyIn('IN_ASSISTANCE')).when(agreeReintegrationPlan, body, adult).then(reintegrationFact('ReintegrationPlanAgreed', body));
  });

  it('given a plan, when another one is agreed, then it takes its place and tracks that have started go on', () => {
    const other = plan({ planId: OTHER_PLAN, tracks: [track({ trackId: OTHER_TRACK })] });
    const before = [...readyIn('IN_ASSISTANCE'), agreed(), approved, started];
    caseWith(...before).when(agreeReintegrationPlan, other, child).then(reintegrationFact('ReintegrationPlanAgreed', other));
    expect(caseWith(...before, agreed(other)).state.reintegration).toMatchObject({
      planId: OTHER_PLAN,
      approved: false,
      tracks: { [TRACK]: { planId: PLAN, status: 'STARTED' }, [OTHER_TRACK]: { planId: OTHER_PLAN, status: 'PLANNED' } },
    });
  });

  it('given ids that are used before, also twice in the body, when a plan is agreed, then it is refused', () => {
    const again = caseWith(...readyIn('IN_ASSISTANCE'), agreed());
    expect(again.when(agreeReintegrationPlan, plan({ tracks: [track({ trackId: OTHER_TRACK })] }), child).outcome).toEqual({
      rejected: 'ID_ALREADY_USED',
      params: {},
      pointers: ['/planId'],
    });
    const body = plan({ planId: OTHER_PLAN, tracks: [track(), track({ trackId: OTHER_TRACK }), track({ trackId: OTHER_TRACK })] });
    expect(again.when(agreeReintegrationPlan, body, child).outcome).toEqual({
      rejected: 'ID_ALREADY_USED',
      params: {},
      pointers: ['/tracks/0/trackId', '/tracks/2/trackId'],
    });
  });

  it('is for reintegration officers', () => {
    expect(agreeReintegrationPlan).toMatchObject({ roles: ['REINTEGRATION_OFFICER'], partnerRoles: [], creates: false, opens: [] });
  });
});
