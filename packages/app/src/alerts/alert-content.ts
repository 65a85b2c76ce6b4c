import type { AlertableEvent } from '@amana/domain/code-lists/cl-69-alertable-event';
import type { Referral } from '@amana/domain/case/referral/state';
import type { JsonObject } from '@amana/ports/json';
import { metadataOf } from '../stored-metadata.ts';
import type { CausedAlert } from './alerts-in-case.ts';

/** What partners switch on: never renamed. Dotted, as Standard Webhooks asks. */
export const alertTypes: Readonly<Record<AlertableEvent, string>> = {
  REFERRAL_SENT: 'referral.sent',
  REFERRAL_DUE_SOON: 'referral.due_soon',
  REFERRAL_OVERDUE: 'referral.overdue',
  REFERRAL_ACCEPTED: 'referral.accepted',
  REFERRAL_DECLINED: 'referral.declined',
  REFERRAL_COMPLETED: 'referral.completed',
  REFERRAL_REVOKED: 'referral.revoked',
  TRANSFER_REQUESTED: 'transfer.requested',
  MILESTONE_REACHED: 'milestone.reached',
  MILESTONE_DUE: 'milestone.due',
  MILESTONE_MISSED: 'milestone.missed',
  FOLLOW_UP_DUE: 'follow_up.due',
  CONSENT_WITHDRAWN: 'consent.withdrawn',
  SAFETY_ALERT: 'safety.alert',
  ASSESSMENT_APPROVAL_PENDING: 'assessment.approval_pending',
  PLAN_APPROVAL_PENDING: 'plan.approval_pending',
  CLOSURE_APPROVAL_PENDING: 'closure.approval_pending',
  DSR_DUE: 'data_subject_request.due',
  BREACH: 'breach.recorded',
};

type Named = {
  readonly alertId: string;
  /** The referral's id as its partners know it. */
  readonly referralId: string;
  /** Where partners reach the API, without a path: `https://amana.example`. */
  readonly publicUrl: string;
};

/**
 * The body of an alert (I-110, domain.md 4.5): ids that only a partner of this referral can use, codes and times. No personal data,
 * no case id, no revision, no position: the partner reads its packet under the link. The region is left out, it is sealed in the log.
 */
export const alertContent = ({ cause, alert, referral }: CausedAlert, named: Named): JsonObject => ({
  type: alertTypes[alert.kind],
  timestamp: metadataOf(cause).recordedAt,
  data: {
    alertId: named.alertId,
    kind: alert.kind,
    priority: alert.priority,
    ...(referral === undefined ? {} : aboutReferral(referral, named)),
  },
});

const unanswered: readonly Referral['status'][] = ['SENT', 'RECEIVED', 'INFO_REQUESTED'];

const aboutReferral = ({ service, status, responseDueAt }: Referral, { referralId, publicUrl }: Named): JsonObject => ({
  referralId,
  service,
  ...(responseDueAt !== undefined && unanswered.includes(status) ? { dueAt: responseDueAt } : {}),
  link: `${publicUrl}/v1/referrals/${referralId}`,
});
