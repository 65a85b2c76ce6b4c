import { describe, expect, it } from '@jest/globals';
import { closureFact } from '../closure/events.ts';
import { completeTrack } from './complete-track.ts';
import { reintegrationFact } from './events.ts';
import { agreed, approved, caseWith, completed, OTHER_TRACK, readyIn, TRACK, underWay } from './fixtures.ts';

const body = { trackId: TRACK };
const complete = reintegrationFact('ReintegrationTrackCompleted', body);
const closed = closureFact('CaseClosed', { closureId: TRACK, reason: 'SECURITY', htcdsStatus: 'Closed', retentionUntil: '2032-06-15' });

describe('CompleteTrack', () => {
  it('given the last track under way, when it is completed, then the case is in follow-up', () => {
    const when = caseWith(...underWay()).when(completeTrack, body);
    when.then(complete);
    when.relyingOn({ rules: [], consentIds: [] });
    const { state } = caseWith(...underWay(), completed);
    expect(state.reintegration.tracks[TRACK]?.status).toBe('COMPLETED');
    expect(state.lifecycle.status).toBe('FOLLOW_UP');
  });

  it('given a track that was left when the case closed early, when the case is open again, then it is completed', () => {
    const reopened = closureFact('CaseReopened', { reason: 'NEW_NEED', priorClosureEventId: TRACK });
    caseWith(...underWay(), closed).when(completeTrack, body).thenRejected('CASE_NOT_OPEN');
    caseWith(...underWay(), closed, reopened).when(completeTrack, body).then(complete);
  });

  it.each([
    ['PLANNED', [...readyIn('IN_ASSISTANCE'), agreed(), approved]],
    ['COMPLETED', [...underWay(), completed]],
  ] as const)('given a track in state %s, when it is completed, then it is refused', (state, facts) => {
    expect(caseWith(...facts).when(completeTrack, body).outcome).toEqual({ rejected: 'WRONG_TRACK_STATE', params: { state, allowed: 'STARTED' }, pointers: [] });
  });

  it('given no such track, when it is completed, then it is refused', () => {
    const { outcome } = caseWith(...underWay()).when(completeTrack, { trackId: OTHER_TRACK });
    expect(outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/trackId'] });
  });

  it('is for reintegration officers', () => {
    expect(completeTrack).toMatchObject({ roles: ['REINTEGRATION_OFFICER'], partnerRoles: [], creates: false, opens: [] });
  });
});
