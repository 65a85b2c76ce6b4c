import { describe, expect, it } from '@jest/globals';
import { ERASED } from '../../mark.ts';
import { caseIn } from '../../testing/case-facts.ts';
import { PERSON_ID } from '../../testing/given-when-then.ts';
import { personAged } from '../../testing/person-facts.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { careFact } from '../care/events.ts';
import { closureFact } from '../closure/events.ts';
import { consentFact } from '../consent/events.ts';
import { reintegrationFact } from './events.ts';
import { agreed, approved, caseWith, completed, CONSENT, consent, OTHER_PLAN, OTHER_TRACK, readyIn, started, TRACK, track } from './fixtures.ts';
import { startTrack } from './start-track.ts';

const body = { trackId: TRACK };
const cared: Given = careFact('CareArrangementRecorded', { kind: 'FOSTER_CARE', from: { value: '2022-06-10', precision: 'day' } });
const child = { context: { person: personAged(12) } };
const adult = { context: { person: personAged(30) } };
const ofChild = [...readyIn('IN_ASSISTANCE'), agreed(), approved];
const ofAdult = [...readyIn('IN_ASSISTANCE'), agreed({ agreedBy: 'PERSON', tracks: [track({ kind: 'HOUSING', beneficiary: 'PERSON' })] }), approved];
const educationFor = (beneficiary: 'CHILD' | 'HOUSEHOLD') =>
  caseWith(...readyIn('IN_ASSISTANCE'), agreed({ agreedBy: 'PERSON', tracks: [track({ beneficiary })] }), approved);
const start = reintegrationFact('ReintegrationTrackStarted', body);

describe('StartTrack', () => {
  it('I-80, I-81, I-83: given an approved plan of a child who is cared for, when the track starts, then the case is in reintegration', () => {
    const when = caseWith(...ofChild, cared).when(startTrack, body, child);
    when.then(start);
    when.relyingOn({ rules: ['I-80', 'I-81', 'I-10', 'I-83'], consentIds: [CONSENT] });
    expect(when.requests['person']).toMatchObject({ stream: { personId: PERSON_ID }, opens: ['statistic'] });
    const { state } = caseWith(...ofChild, cared, started);
    expect(state.reintegration.tracks[TRACK]?.status).toBe('STARTED');
    expect(state.lifecycle.status).toBe('REINTEGRATING');
  });

  it.each([
    ['a child', personAged(12)],
    ['a person of unknown age', undefined],
  ])('given %s for whom nobody cares yet, when the track starts, then it is refused', (_who, person) => {
    caseWith(...ofChild).when(startTrack, body, { context: { person } }).thenRejected('CARE_ARRANGEMENT_MISSING');
  });

  it('I-98: given a child whose case was reopened, when only a care arrangement of before is there, then it is refused until it is recorded anew', () => {
    const reopened = closureFact('CaseReopened', { reason: 'RE_TRAFFICKED', priorClosureEventId: OTHER_PLAN });
    const again = [...readyIn('IN_ASSISTANCE'), cared, ...caseIn('CLOSED').slice(-1), reopened, ...caseIn('IN_ASSISTANCE').slice(3), agreed(), approved];
    expect(caseWith(...again).state.care).toEqual({ arranged: false });
    caseWith(...again).when(startTrack, body, child).thenRejected('CARE_ARRANGEMENT_MISSING');
    caseWith(...again, cared).when(startTrack, body, child).then(start);
  });

  it('given an adult, when the track starts, then no care is asked for', () => {
    caseWith(...ofAdult).when(startTrack, body, adult).then(start);
  });

  it('given one track under way, when another one starts, then it is accepted', () => {
    const two = agreed({ tracks: [track(), track({ trackId: OTHER_TRACK })] });
    caseWith(...readyIn('IN_ASSISTANCE'), two, approved, cared, reintegrationFact('ReintegrationTrackStarted', { trackId: OTHER_TRACK }))
      .when(startTrack, body, child)
      .then(start);
  });

  it('given a plan that nobody approved, when a track starts, then it is refused', () => {
    caseWith(...readyIn('IN_ASSISTANCE'), agreed(), cared).when(startTrack, body, child).thenRejected('REINTEGRATION_PLAN_NOT_APPROVED');
  });

  it('given a plan that was replaced, when a track of the old one starts, then it is refused, also once the new one is approved', () => {
    const replaced = [...ofChild, cared, agreed({ planId: OTHER_PLAN, tracks: [track({ trackId: OTHER_TRACK })] })];
    caseWith(...replaced).when(startTrack, body, child).thenRejected('REINTEGRATION_PLAN_REPLACED');
    const approvedAnew = reintegrationFact('ReintegrationPlanApproved', { planId: OTHER_PLAN });
    caseWith(...replaced, approvedAnew).when(startTrack, body, child).thenRejected('REINTEGRATION_PLAN_REPLACED');
  });

  it.each([
    ['STARTED', [started]],
    ['COMPLETED', [started, completed]],
  ] as const)('given a track in state %s, when it starts, then it is refused', (state, facts) => {
    const before = [...ofChild, cared, ...facts];
    // A later item of the plan brings the case back to where a track may start.
    const back = { type: 'CasePlanItemAdded', data: { planId: OTHER_PLAN, itemId: OTHER_PLAN, objectiveId: OTHER_PLAN, service: 'EDUCATION', providerAgencyId: OTHER_PLAN, dueDate: '2022-09-01' } };
    const { outcome } = caseWith(...before, back).when(startTrack, body, child);
    expect(outcome).toEqual({ rejected: 'WRONG_TRACK_STATE', params: { state, allowed: 'PLANNED' }, pointers: [] });
  });

  it('given no such track, when it starts, then it is refused', () => {
    const { outcome } = caseWith(...ofChild, cared).when(startTrack, { trackId: OTHER_TRACK }, child);
    expect(outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/trackId'] });
  });

  it('I-80: given a consent that was withdrawn since the approval, when the track starts, then it is refused', () => {
    const withdrawn = consentFact('ConsentWithdrawn', { consentIds: [CONSENT], channel: 'IN_PERSON' });
    caseWith(...ofChild, cared, withdrawn).when(startTrack, body, child).thenRejected('CONSENT_MISSING');
  });

  it('I-80: given no approved needs, when the track starts, then it is refused', () => {
    caseWith(...caseIn('IN_ASSISTANCE'), consent, agreed(), approved, cared).when(startTrack, body, child).thenRejected('NEEDS_ASSESSMENT_MISSING');
  });

  it('I-81: given somebody who came of age since the household agreed, when the track starts, then the person is asked first', () => {
    caseWith(...ofChild, cared).when(startTrack, body, { context: { person: personAged(18) } }).thenRejected('REINTEGRATION_AGREED_BY_WRONG_PARTY');
  });

  it('I-83: given an adult, when the education of a child starts for the adult, then it is refused; for one of the household it is not', () => {
    educationFor('CHILD').when(startTrack, body, adult).thenRejected('EDUCATION_IS_FOR_CHILDREN');
    educationFor('HOUSEHOLD').when(startTrack, body, adult).then(start);
  });

  it('I-83: given an adult and a beneficiary that can no longer be read, when education starts, then it is refused', () => {
    const plan = agreed({ agreedBy: 'PERSON' });
    const unreadable = { ...plan, data: { ...plan.data, tracks: [{ ...track(), beneficiary: ERASED }] } };
    caseWith(...readyIn('IN_ASSISTANCE'), unreadable, approved).when(startTrack, body, adult).thenRejected('EDUCATION_IS_FOR_CHILDREN');
  });

  it.each([
    ['PLANNED', 'WRONG_CASE_STATE'],
    ['FOLLOW_UP', 'WRONG_CASE_STATE'],
    ['CLOSED', 'CASE_NOT_OPEN'],
  ] as const)('given a case in state %s, when a track starts, then it is refused as %s', (state, code) => {
    caseWith(...readyIn(state), agreed(), approved, cared).when(startTrack, body, child).thenRejected(code);
  });

  it('is for reintegration officers, and reads who agreed and for whom', () => {
    expect(startTrack).toMatchObject({ roles: ['REINTEGRATION_OFFICER'], partnerRoles: [], creates: false, opens: ['statistic'] });
  });
});
