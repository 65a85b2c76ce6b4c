import { z } from 'zod';
import { dataCategory } from '../../code-lists/cl-43-data-category.ts';
import { declineReason } from '../../code-lists/cl-30-decline-reason.ts';
import { priority } from '../../code-lists/cl-28-priority.ts';
import { referralOutcome } from '../../code-lists/cl-31-referral-outcome.ts';
import { referralReason } from '../../code-lists/cl-27-referral-reason.ts';
import { serviceType } from '../../code-lists/cl-20-service-type.ts';
import { factsOf } from '../../decision.ts';
import { event } from '../../event-definition.ts';
import { clear, identity, optional } from '../../field-tree.ts';
import { Id, Text } from '../../formats.ts';
import { Instant } from '../../partial-date-time.ts';

/** Group G. The consents relied on stand in the metadata (`consentIds`). */
export const referralEvents = {
  ReferralDrafted: event({
    referralId: clear(Id),
    previousReferralId: optional(clear(Id)),
    toAgencyId: clear(Id),
    /** A functional contact of the directory: an id, never a typed name. */
    toContact: optional(clear(Id)),
    service: clear(serviceType.schema),
    reason: clear(referralReason.schema),
    priority: clear(priority.schema),
    crossBorder: clear(z.boolean()),
    agreementId: optional(clear(Id)),
    notes: optional(identity(Text)),
  }),
  ReferralSent: event({
    referralId: clear(Id),
    responseDueAt: clear(Instant),
    dataShared: clear(z.array(dataCategory.schema).max(11)),
    method: clear(z.enum(['IN_SYSTEM', 'SECURE_LINK', 'PHONE', 'PAPER'])),
  }),
  ReferralReceived: event({ referralId: clear(Id) }),
  ReferralAccepted: event({ referralId: clear(Id), appointmentAt: optional(clear(Instant)) }),
  ReferralDeclined: event({ referralId: clear(Id), reason: clear(declineReason.schema), suggestedAgencyId: optional(clear(Id)) }),
  ReferralInformationRequested: event({
    referralId: clear(Id),
    fields: clear(z.array(dataCategory.schema).min(1).max(11)),
    question: optional(identity(Text)),
  }),
  /** `dataShared`: the categories that the packet shows from now on besides those of the sending. */
  ReferralInformationProvided: event({ referralId: clear(Id), dataShared: clear(z.array(dataCategory.schema).max(11)), answer: optional(identity(Text)) }),
  ReferralServiceStarted: event({ referralId: clear(Id) }),
  ReferralCompleted: event({ referralId: clear(Id), outcome: clear(referralOutcome.schema) }),
  ReferralNotCompleted: event({ referralId: clear(Id), reason: clear(referralOutcome.schema) }),
  ReferralRevoked: event({ referralId: clear(Id), cause: clear(z.enum(['STAFF', 'CONSENT_WITHDRAWN', 'CASE_CLOSED'])), reason: optional(identity(Text)) }),
  /** An accepted referral after a withdrawal (I-25): its packet is closed until it is revoked or an override is recorded. */
  ReferralUnderReview: event({ referralId: clear(Id), cause: clear(z.enum(['CONSENT_WITHDRAWN'])) }),
};

export const referralFact = factsOf(referralEvents);
