import { describe, expect, it } from '@jest/globals';
import { CONSENT, draft, REFERRAL, referralIn, revoked, underReview } from '../case/referral/fixtures.ts';
import { referralFact } from '../case/referral/events.ts';
import { CASE_ID, OTHER_AGENCY } from '../testing/given-when-then.ts';
import { rowsAfter } from '../testing/projected-facts.ts';
import type { Given } from '../testing/recorded-fact.ts';
import { partnerInbox } from './partner-inbox.ts';

const inbox = partnerInbox((caseId, referralId) => `of ${caseId} and ${referralId}`);
const rowsOf = (facts: readonly Given[]) => rowsAfter(inbox, `case-${CASE_ID}`, facts);
const id = `of ${CASE_ID} and ${REFERRAL}`;
const SECOND = '0193c5a0-0000-7000-8000-00000000ef02';

describe('partner inbox', () => {
  it('a referral that was sent is a header under the partner’s own id, without notes, consents or what is shared', () => {
    expect(rowsOf(referralIn('SENT'))).toStrictEqual([
      {
        rowId: id,
        keys: { partnerReferralId: id, recipient: OTHER_AGENCY, status: 'SENT', sentAt: '2022-06-01T08:00:00.000Z' },
        body: {
          caseId: CASE_ID,
          referralId: REFERRAL,
          service: 'EDUCATION',
          priority: 'NORMAL',
          status: 'SENT',
          underReview: false,
          responseDueAt: '2022-06-29T10:00:00.000Z',
          sentAt: '2022-06-01T08:00:00.000Z',
        },
      },
    ]);
    expect(JSON.stringify(rowsOf(referralIn('SENT')))).not.toContain(CONSENT);
  });

  it('a draft is nobody’s, also when it is revoked before it was sent', () => {
    expect(rowsOf(referralIn('DRAFT'))).toEqual([]);
    expect(rowsOf([...referralIn('DRAFT'), revoked])).toEqual([]);
  });

  it.each(['RECEIVED', 'INFO_REQUESTED', 'ACCEPTED', 'IN_SERVICE', 'COMPLETED', 'NOT_COMPLETED', 'DECLINED', 'REVOKED'] as const)(
    'a referral that is %s stays in the inbox, in this state',
    (state) => {
      expect(rowsOf(referralIn(state)).map(({ keys, body }) => [keys['status'], body['status']])).toEqual([[state, state]]);
    },
  );

  it('I-25: one whose consent was withdrawn says that it is under review', () => {
    expect(rowsOf([...referralIn('ACCEPTED'), underReview]).map(({ body }) => body['underReview'])).toEqual([true]);
  });

  it('each referral of a case goes to its own recipient, at its own time', () => {
    const third = '0193c5a0-0000-7000-8000-00000000a9e3';
    const rows = rowsOf([
      ...referralIn('SENT'),
      referralFact('ReferralDrafted', { ...draft, referralId: SECOND, toAgencyId: third }),
      {
        ...referralFact('ReferralSent', { referralId: SECOND, responseDueAt: '2022-07-29T10:00:00.000Z', dataShared: [], method: 'IN_SYSTEM' }),
        metadata: { recordedAt: '2022-07-01T08:00:00.000Z' },
      },
    ]);
    expect(rows.map(({ keys }) => [keys['recipient'], keys['sentAt']])).toEqual([
      [OTHER_AGENCY, '2022-06-01T08:00:00.000Z'],
      [third, '2022-07-01T08:00:00.000Z'],
    ]);
  });
});
