import { aggregate, type AggregateState } from '../aggregate.ts';
import { consentRegion } from '../case/consent/state.ts';
import { stillCovered } from '../case/consent/still-covered.ts';
import type { referralEvents } from '../case/referral/events.ts';
import { referralRegion, wasSent, type Referral } from '../case/referral/state.ts';
import type { reintegrationEvents } from '../case/reintegration/events.ts';
import type { safetyEvents } from '../case/safety/events.ts';
import type { Milestone } from '../code-lists/cl-46-milestone.ts';
import type { AlertableEvent } from '../code-lists/cl-69-alertable-event.ts';
import type { Priority } from '../code-lists/cl-28-priority.ts';
import type { RecipientCategory } from '../code-lists/cl-29-recipient-category.ts';
import type { ServiceType } from '../code-lists/cl-20-service-type.ts';
import type { DomainEvent, EventOf } from '../event-definition.ts';

/** Who is to be alerted of an event: ids and codes only (I-110). At most one per event and recipient. */
export type Alert = {
  readonly kind: AlertableEvent;
  readonly recipientAgencyId: string;
  /** It goes only to an agency of one of these kinds, by the recipient's own stream; undefined: whatever the kind. */
  readonly onlyToKinds: readonly RecipientCategory[] | undefined;
  /** What it is about: order is kept per recipient and subject. A partner hears of a referral only, never of a case. */
  readonly subject: { readonly of: 'referral'; readonly referralId: string } | { readonly of: 'case' };
  readonly priority: Priority;
  /** Replaces what of the same recipient and subject has not gone out yet. */
  readonly lastWord: boolean;
};

const regions = { referrals: referralRegion, consent: consentRegion };

/** What the alerts of a case depend on. It folds from clear fields alone, so no key is needed; all other facts pass it by. */
export const alertableCase = aggregate('case', regions);
export type AlertableCase = Pick<AggregateState<typeof regions>, 'referrals' | 'consent'>;

type Heard = typeof referralEvents & typeof reintegrationEvents & typeof safetyEvents;
type Rule<T extends keyof Heard> = (event: EventOf<Heard, T>, state: AlertableCase) => readonly Alert[];
type Rules = { readonly [T in keyof Heard]?: Rule<T> };
type OnReferral = (event: DomainEvent<string, { readonly referralId: string }>, state: AlertableCase) => readonly Alert[];

const about = (referral: Referral, kind: AlertableEvent, recipientAgencyId: string): Alert => ({
  kind,
  recipientAgencyId,
  onlyToKinds: undefined,
  subject: { of: 'referral', referralId: referral.referralId },
  priority: referral.priority,
  lastWord: false,
});

/** To the agency that received the referral; nothing about a draft, of which it knows nothing. */
const toReceiver =
  (kind: AlertableEvent, lastWord = false): OnReferral =>
  ({ data }, { referrals }) => {
    const referral = referrals[data.referralId];
    return referral && wasSent(referral) ? [{ ...about(referral, kind, referral.toAgencyId), lastWord }] : [];
  };

/** To the agency that sent it: the case's. */
const toSender =
  (kind: AlertableEvent): OnReferral =>
  ({ data, metadata }, { referrals }) => {
    const referral = referrals[data.referralId];
    return referral ? [about(referral, kind, metadata.controller)] : [];
  };

/**
 * Milestones that are told, with the services whose givers may hear of them (domain.md 4.5). That a person is gone again is for the
 * national coordinator, to whom no channel leads: the case's own agency hears of it, and hands it on.
 */
const toldMilestones: Readonly<Partial<Record<Milestone, readonly ServiceType[]>>> = {
  ED_ENROLLED: ['EDUCATION'],
  HH_ACTIVITY_STARTED: ['LIVELIHOOD'],
  RM_SUSTAINED: ['EDUCATION', 'LIVELIHOOD'],
  RM_REMIGRATED: [],
  RM_RETRAFFICKED: [],
};

/** To the agency of the case, about the case itself: nobody else may know that there is one. */
const toOwn = (kind: AlertableEvent, recipientAgencyId: string, priority: Priority): Alert => ({
  kind,
  recipientAgencyId,
  onlyToKinds: undefined,
  subject: { of: 'case' },
  priority,
  lastWord: false,
});

/**
 * Giving, or having given, the service, and still covered by the person's consents: else nothing more is said (I-25, I-61).
 * The age is sealed: a consent for a child holds until the person is seen to consent in person (I-22). An alert tells codes and ids
 * only, and the packet behind it is closed as soon as the person is of age.
 */
function mayStillHear(referral: Referral, { consent }: AlertableCase, at: number): boolean {
  const served = referral.status === 'IN_SERVICE' || referral.status === 'COMPLETED';
  return served && !referral.underReview && stillCovered(consent, referral.consentIds, at);
}

const onMilestone: Rule<'ReintegrationMilestoneReached'> = ({ data, metadata }, state) => {
  const services = toldMilestones[data.milestone];
  if (services === undefined) return [];
  const at = Date.parse(metadata.recordedAt);
  const givers = Object.values(state.referrals).filter(
    (referral) => services.includes(referral.service) && mayStillHear(referral, state, at),
  );
  const newestOfEach = new Map(givers.map((referral) => [referral.toAgencyId, referral]));
  const own = toOwn('MILESTONE_REACHED', metadata.controller, 'NORMAL');
  return [
    own,
    ...[...newestOfEach.values()].map(({ toAgencyId, referralId }): Alert => ({
      ...own,
      recipientAgencyId: toAgencyId,
      onlyToKinds: ['SOCIAL_AFFAIRS', 'EDUCATION'],
      subject: { of: 'referral', referralId },
    })),
  ];
};

const priorityOf = { INFO: 'NORMAL', HIGH: 'URGENT', CRITICAL: 'EMERGENCY' } as const;

/** For the supervisor and the centre manager, who are the agency's own, whoever found the person unsafe: a visitor or a partner. */
const onSafetyAlert: Rule<'SafetyAlertRaised'> = ({ data, metadata }) => [toOwn('SAFETY_ALERT', metadata.controller, priorityOf[data.severity])];

/**
 * The rules of domain.md 4.5 for the events of this version. An alert goes to an agency and not to one of its people, so a
 * caseworker, a supervisor and an M&E officer hear it there; police hear of no safety alert, and a national coordinator, who is no
 * agency, of nothing. CL-69 has no code for a receipt, a question or its answer, a begun service or one that did not come about:
 * who waits for those reads the referral.
 */
const rules: Rules = {
  ReferralSent: toReceiver('REFERRAL_SENT'),
  ReferralAccepted: toSender('REFERRAL_ACCEPTED'),
  ReferralDeclined: toSender('REFERRAL_DECLINED'),
  ReferralCompleted: toSender('REFERRAL_COMPLETED'),
  ReferralRevoked: toReceiver('REFERRAL_REVOKED', true),
  ReferralUnderReview: toReceiver('CONSENT_WITHDRAWN', true),
  ReintegrationMilestoneReached: onMilestone,
  SafetyAlertRaised: onSafetyAlert,
};

const byType = new Map(Object.entries(rules)) as unknown as ReadonlyMap<
  string,
  (event: DomainEvent, state: AlertableCase) => readonly Alert[]
>;

export const alertableTypes: readonly string[] = [...byType.keys()];

/** The alerts that an event of a case gives rise to; `state` is the fold up to and with it, never a later one. */
export const alertsOf = (event: DomainEvent, state: AlertableCase): readonly Alert[] => byType.get(event.type)?.(event, state) ?? [];
