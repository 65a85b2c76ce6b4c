import { describe, expect, it } from '@jest/globals';
import { milestone, type Milestone } from '../../code-lists/cl-46-milestone.ts';
import { reintegrationTrack, type ReintegrationTrack } from '../../code-lists/cl-44-reintegration-track.ts';
import { parseBody } from '../../command-body.ts';
import { TODAY } from '../../testing/given-when-then.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { closureFact } from '../closure/events.ts';
import { asPartner, referralIn, REFERRAL, underReview, type ReachableState } from '../referral/fixtures.ts';
import { reintegrationFact } from './events.ts';
import { agreed, approved, caseWith, completed, OTHER_TRACK, readyIn, started, TRACK, track, underWay } from './fixtures.ts';
import { reachMilestone } from './reach-milestone.ts';

const body = { trackId: TRACK, milestone: 'ED_ENROLLED' as const, evidence: 'SCHOOL_CERTIFICATE' as const, dimension: 'SOCIAL' as const };
const EVENT = '0193c5a0-0000-7000-8000-00000000eeee';
const reached: Given = { ...reintegrationFact('ReintegrationMilestoneReached', body), id: EVENT };
const referredIn = (state: ReachableState, ...more: readonly Given[]) => caseWith(...referralIn(state), agreed(), approved, started, ...more);

const kinds = Object.keys(reintegrationTrack.codes) as ReintegrationTrack[];
const codes = Object.keys(milestone.codes) as Milestone[];
const dimensions = ['ECONOMIC', 'SOCIAL', 'PSYCHOSOCIAL'] as const;

describe('ReachMilestone', () => {
  it('I-82: given a track under way, when a milestone is reached, then it stands with what shows it', () => {
    const when = caseWith(...underWay()).when(reachMilestone, body);
    when.then(reintegrationFact('ReintegrationMilestoneReached', body));
    when.relyingOn({ rules: ['I-82'], consentIds: [] });
    expect(caseWith(...underWay(), reached).state.reintegration.tracks[TRACK]?.milestones).toEqual([{ milestone: 'ED_ENROLLED', eventId: EVENT }]);
  });

  it('I-82: a milestone without evidence is no valid body', () => {
    const { evidence: _evidence, ...without } = body;
    expect(parseBody(reachMilestone, { ...without, occurredAt: TODAY })).toHaveProperty('invalid');
    expect(parseBody(reachMilestone, { ...body, occurredAt: TODAY })).not.toHaveProperty('invalid');
  });

  it('I-82: given a milestone that was reached, when it is reached again on the track, then it is refused; on another track it is not', () => {
    const two = agreed({ tracks: [track(), track({ trackId: OTHER_TRACK })] });
    const both = [...readyIn('IN_ASSISTANCE'), two, approved, started, reintegrationFact('ReintegrationTrackStarted', { trackId: OTHER_TRACK }), reached];
    const { outcome } = caseWith(...both).when(reachMilestone, body);
    expect(outcome).toEqual({ rejected: 'MILESTONE_REACHED_BEFORE', params: { milestone: 'ED_ENROLLED' }, pointers: [] });
    caseWith(...both)
      .when(reachMilestone, { ...body, trackId: OTHER_TRACK })
      .then(reintegrationFact('ReintegrationMilestoneReached', { ...body, trackId: OTHER_TRACK }));
  });

  it('I-82: given a milestone that was reached, when the command names its event, then it is corrected, and may be once more', () => {
    const other = { ...body, evidence: 'HOME_VISIT_REPORT' as const };
    const correction: Given = { ...reintegrationFact('ReintegrationMilestoneReached', other), id: OTHER_TRACK };
    caseWith(...underWay(), reached)
      .when(reachMilestone, other, { frame: { corrects: EVENT } })
      .then(reintegrationFact('ReintegrationMilestoneReached', other));
    caseWith(...underWay(), reached, correction)
      .when(reachMilestone, body, { frame: { corrects: OTHER_TRACK } })
      .then(reintegrationFact('ReintegrationMilestoneReached', body));
  });

  it('I-82: given a milestone that was reached, when the command corrects something else, then it is refused', () => {
    caseWith(...underWay(), reached).when(reachMilestone, body, { frame: { corrects: TRACK } }).thenRejected('MILESTONE_REACHED_BEFORE');
    const kit = { ...body, milestone: 'ED_KIT_RECEIVED' as const, evidence: 'RECEIPT' as const };
    const kitReceived = { ...reintegrationFact('ReintegrationMilestoneReached', kit), id: TRACK };
    caseWith(...underWay(), reached, kitReceived).when(reachMilestone, body, { frame: { corrects: TRACK } }).thenRejected('MILESTONE_REACHED_BEFORE');
  });

  it.each(kinds)('CL-46: on a track %s, milestones of all tracks and its own are reached, others are refused', (kind) => {
    for (const code of codes) {
      const { tracks, dimensions: fitting } = milestone.codes[code];
      const own = tracks === 'ALL' || (tracks as readonly string[]).includes(kind);
      const when = caseWith(...underWay({ kind })).when(reachMilestone, { ...body, milestone: code, dimension: fitting[0] ?? 'SOCIAL' });
      const refused = { rejected: 'MILESTONE_OF_OTHER_TRACK', params: { milestone: code, track: kind }, pointers: ['/milestone'] };
      if (own) expect(when.outcome).toHaveProperty('events');
      else expect(when.outcome).toEqual(refused);
    }
  });

  it.each(dimensions)('CL-46: the dimension %s fits where the list names it or none', (dimension) => {
    for (const code of codes) {
      const { tracks, dimensions: fitting } = milestone.codes[code];
      const kind = tracks === 'ALL' ? 'HOUSING' : tracks[0];
      const { outcome } = caseWith(...underWay({ kind })).when(reachMilestone, { ...body, milestone: code, dimension });
      const fits = fitting.length === 0 || (fitting as readonly string[]).includes(dimension);
      const refused = { rejected: 'DIMENSION_DOES_NOT_FIT', params: { milestone: code, dimensions: fitting.join(', ') }, pointers: ['/dimension'] };
      if (fits) expect(outcome).toHaveProperty('events');
      else expect(outcome).toEqual(refused);
    }
  });

  it('given a track that has not started, when a milestone of all tracks is reached, then it is recorded, one of its own is refused', () => {
    const planned = [...readyIn('IN_ASSISTANCE'), agreed(), approved];
    const contact = { ...body, milestone: 'RM_FAMILY_CONTACT' as const, evidence: 'PHONE_CALL' as const, dimension: 'PSYCHOSOCIAL' as const };
    caseWith(...planned).when(reachMilestone, contact).then(reintegrationFact('ReintegrationMilestoneReached', contact));
    const { outcome } = caseWith(...planned).when(reachMilestone, body);
    expect(outcome).toEqual({ rejected: 'WRONG_TRACK_STATE', params: { state: 'PLANNED', allowed: 'STARTED, COMPLETED' }, pointers: [] });
  });

  it('given a completed track, when a milestone is reached later, then it is recorded', () => {
    caseWith(...underWay(), completed).when(reachMilestone, body).then(reintegrationFact('ReintegrationMilestoneReached', body));
  });

  it('given no such track, when a milestone is reached, then it is refused', () => {
    const { outcome } = caseWith(...underWay()).when(reachMilestone, { ...body, trackId: OTHER_TRACK });
    expect(outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/trackId'] });
  });

  it('given a closed case, when a milestone is reached, then it is refused', () => {
    const closed = closureFact('CaseClosed', { closureId: TRACK, reason: 'SECURITY', htcdsStatus: 'Closed', retentionUntil: '2032-06-15' });
    caseWith(...underWay(), closed).when(reachMilestone, body).thenRejected('CASE_NOT_OPEN');
  });

  it.each(['ACCEPTED', 'IN_SERVICE'] as const)('I-64: given a referral in state %s, when its receiver tells of a milestone, then it stands with the referral', (state) => {
    const when = referredIn(state).when(reachMilestone, body, asPartner);
    when.then(reintegrationFact('ReintegrationMilestoneReached', { ...body, referralId: REFERRAL }));
    when.relyingOn({ rules: ['I-64', 'I-82'] });
  });

  it('I-64: given a referral in which the partner does not help, when it tells of a milestone, then it is refused', () => {
    referredIn('SENT').when(reachMilestone, body, asPartner).thenRejected('WRONG_REFERRAL_STATE');
    referredIn('COMPLETED').when(reachMilestone, body, asPartner).thenRejected('WRONG_REFERRAL_STATE');
    referredIn('ACCEPTED', underReview).when(reachMilestone, body, asPartner).thenRejected('REFERRAL_NOT_OPEN');
    referredIn('ACCEPTED').when(reachMilestone, body, { ...asPartner, referralId: TRACK }).thenRejected('REFERRAL_NOT_OPEN');
  });

  it('is for reintegration officers, and for partners on their referral', () => {
    expect(reachMilestone).toMatchObject({ roles: ['REINTEGRATION_OFFICER'], partnerRoles: ['PARTNER_PROVIDER'], creates: false, opens: [] });
  });
});
