import { describe, expect, it } from '@jest/globals';
import { alertableEvent } from '@amana/domain/code-lists/cl-69-alertable-event';
import type { Alert } from '@amana/domain/alert/alertable';
import type { Referral } from '@amana/domain/case/referral/state';
import { alertContent, alertTypes } from './alert-content.ts';

const CASE = 'case-0193c5a0-0000-7000-8000-0000000ca5e1';
const REFERRAL_IN_CASE = '0193c5a0-0000-7000-8000-00000000ef01';
const REFERRAL_FOR_PARTNERS = '5b1c6f3e-1111-5222-8333-444444444444';
const ALERT = '5b1c6f3e-5555-5666-8777-888888888888';

const cause = {
  id: '0193c5a0-0000-7000-8000-000000000001',
  stream: CASE,
  type: 'ReferralSent',
  revision: 7,
  position: 4711n,
  data: { referralId: REFERRAL_IN_CASE },
  metadata: {
    recordedAt: '2022-06-15T10:00:00.000Z',
    controller: '0193c5a0-0000-7000-8000-00000000a9e1',
    actor: { userId: 'user-caseworker-1' },
  },
};
const alert: Alert = {
  kind: 'REFERRAL_SENT',
  recipientAgencyId: '0193c5a0-0000-7000-8000-00000000a9e2',
  onlyToKinds: undefined,
  subject: { of: 'referral', referralId: REFERRAL_IN_CASE },
  priority: 'URGENT',
  lastWord: false,
};
const referral: Referral = {
  referralId: REFERRAL_IN_CASE,
  toAgencyId: alert.recipientAgencyId,
  service: 'MEDICAL',
  priority: 'URGENT',
  crossBorder: false,
  status: 'SENT',
  underReview: false,
  responseDueAt: '2022-06-18T10:00:00.000Z',
  dataShared: ['IDENTITY', 'HEALTH'],
  consentIds: ['0193c5a0-0000-7000-8000-000000c05e01'],
};
const named = { alertId: ALERT, referralId: REFERRAL_FOR_PARTNERS, publicUrl: 'https://amana.example' };

describe('content of an alert', () => {
  it('I-110: holds exactly the allowed fields: no personal data, no case id, no revision, no position', () => {
    const content = alertContent({ cause, alert, referral }, named);
    expect(content).toEqual({
      type: 'referral.sent',
      timestamp: '2022-06-15T10:00:00.000Z',
      data: {
        alertId: ALERT,
        kind: 'REFERRAL_SENT',
        priority: 'URGENT',
        referralId: REFERRAL_FOR_PARTNERS,
        service: 'MEDICAL',
        dueAt: '2022-06-18T10:00:00.000Z',
        link: `https://amana.example/v1/referrals/${REFERRAL_FOR_PARTNERS}`,
      },
    });
    const text = JSON.stringify(content);
    for (const kept of ['0000000ca5e1', '00000000ef01', '4711', 'user-', '00000000a9e', 'HEALTH', '000000c05e01'])
      expect(text).not.toContain(kept);
  });

  it.each(['ACCEPTED', 'DECLINED', 'IN_SERVICE', 'COMPLETED', 'NOT_COMPLETED', 'REVOKED', 'EXPIRED'] as const)(
    'says no due time once the referral is %s: nobody is to answer it any more',
    (status) => {
      const { data } = alertContent({ cause, alert: { ...alert, kind: 'REFERRAL_REVOKED' }, referral: { ...referral, status } }, named);
      expect(Object.keys(data as object)).toEqual(['alertId', 'kind', 'priority', 'referralId', 'service', 'link']);
    },
  );

  it('I-110: of a milestone to the agency of the case says neither case nor referral', () => {
    const milestone: Alert = { ...alert, kind: 'MILESTONE_REACHED', subject: { of: 'case' }, priority: 'NORMAL' };
    expect(alertContent({ cause, alert: milestone, referral: undefined }, named)).toEqual({
      type: 'milestone.reached',
      timestamp: '2022-06-15T10:00:00.000Z',
      data: { alertId: ALERT, kind: 'MILESTONE_REACHED', priority: 'NORMAL' },
    });
  });

  it('CL-69: every kind has a dotted type of its own', () => {
    const types = Object.values(alertTypes);
    expect(Object.keys(alertTypes)).toEqual(Object.keys(alertableEvent.codes));
    expect(new Set(types).size).toBe(types.length);
    for (const type of types) expect(type).toMatch(/^[a-z_]+\.[a-z_]+$/);
  });
});
