import { z } from 'zod';
import { evidence } from '../../code-lists/cl-47-evidence.ts';
import { milestone } from '../../code-lists/cl-46-milestone.ts';
import { reintegrationDimension } from '../../code-lists/cl-48-reintegration-dimension.ts';
import { reintegrationSupport } from '../../code-lists/cl-45-reintegration-support.ts';
import { reintegrationTrack } from '../../code-lists/cl-44-reintegration-track.ts';
import { factsOf } from '../../decision.ts';
import { event } from '../../event-definition.ts';
import { clear, identity, list, optional, statistic } from '../../field-tree.ts';
import { Amount, Currency, Day, Id, Text } from '../../formats.ts';
import { IssuedItems } from '../service/events.ts';

/** Group I: reintegration in tracks, with support and milestones. */
export const reintegrationEvents = {
  ReintegrationPlanAgreed: event({
    planId: clear(Id),
    tracks: list(
      {
        trackId: clear(Id),
        kind: clear(reintegrationTrack.schema),
        beneficiary: statistic(z.enum(['PERSON', 'HOUSEHOLD', 'CHILD'])),
        goal: identity(Text),
        budget: optional(clear(Amount)),
        startBy: clear(Day),
      },
      { min: 1, max: 10 },
    ),
    agreedBy: statistic(z.enum(['PERSON', 'GUARDIAN', 'HOUSEHOLD_HEAD_AND_CHILD'])),
  }),
  ReintegrationPlanApproved: event({ planId: clear(Id) }),
  ReintegrationTrackStarted: event({ trackId: clear(Id) }),
  ReintegrationSupportDelivered: event({
    supportId: clear(Id),
    trackId: clear(Id),
    kind: clear(reintegrationSupport.schema),
    providerAgencyId: clear(Id),
    referralId: optional(clear(Id)),
    value: optional(clear(Amount)),
    currency: optional(clear(Currency)),
    items: optional(clear(IssuedItems)),
  }),
  ReintegrationMilestoneReached: event({
    trackId: clear(Id),
    milestone: clear(milestone.schema),
    evidence: clear(evidence.schema),
    dimension: clear(reintegrationDimension.schema),
    referralId: optional(clear(Id)),
  }),
  ReintegrationTrackCompleted: event({ trackId: clear(Id) }),
};

export const reintegrationFact = factsOf(reintegrationEvents);
