import { describe, expect, it } from '@jest/globals';
import type { CommandActor } from '../../command-definition.ts';
import { AGENCY, given } from '../../testing/given-when-then.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { caseAggregate } from '../state.ts';
import { acceptReferral } from './accept-referral.ts';
import { completeReferral } from './complete-referral.ts';
import { declineReferral } from './decline-referral.ts';
import { asPartner, PARTNER, REFERRAL, referralIn, revoked, underReview } from './fixtures.ts';
import { receiveReferral } from './receive-referral.ts';
import { recordReferralNotCompleted } from './record-referral-not-completed.ts';
import { referralInService } from './referral-in-service.ts';
import { requestInformation } from './request-information.ts';
import { startService } from './start-service.ts';

const commands = [
  receiveReferral,
  acceptReferral,
  declineReferral,
  requestInformation,
  startService,
  completeReferral,
  recordReferralNotCompleted,
];
const nothing = { rejected: 'REFERRAL_NOT_OPEN', params: {}, pointers: [] };
const draftRevoked: Given[] = [...referralIn('DRAFT'), revoked];

const inService = (facts: readonly Given[], partner: { readonly actor: CommandActor; readonly referralId?: string }) =>
  referralInService({ state: given(caseAggregate, facts).state, referralId: undefined, ...partner });
const tooEarlyOrLate = (state: string) => ({
  rejected: 'WRONG_REFERRAL_STATE',
  params: { state, allowed: 'ACCEPTED, IN_SERVICE' },
  pointers: [],
});

describe('what a partner records while it helps', () => {
  it.each(['ACCEPTED', 'IN_SERVICE'] as const)('I-64: given its own referral in state %s, then it is recorded on that', (state) => {
    expect(inService(referralIn(state), asPartner)).toMatchObject({ referralId: REFERRAL, status: state });
  });

  it('I-64: given its own referral before or after that, then it is refused', () => {
    expect(inService(referralIn('SENT'), asPartner)).toEqual(tooEarlyOrLate('SENT'));
    expect(inService(referralIn('COMPLETED'), asPartner)).toEqual(tooEarlyOrLate('COMPLETED'));
  });

  it('I-64, I-25: given a referral of another agency, or one under review, then the one refusal tells nothing', () => {
    expect(inService(referralIn('ACCEPTED'), { ...asPartner, actor: { ...PARTNER, agencyId: AGENCY } })).toEqual(nothing);
    expect(inService([...referralIn('ACCEPTED'), underReview], asPartner)).toEqual(nothing);
  });

  it('given staff, who come without a referral, then there is none and no refusal', () => {
    expect(inService(referralIn('ACCEPTED'), { actor: { ...PARTNER, role: 'CASEWORKER', agencyId: AGENCY } })).toBeUndefined();
  });
});

describe.each(commands.map((command) => [command.name, command] as const))('%s by a partner', (_name, command) => {
  it('I-64: takes the referral from the way in, never from the body, and is nobody else’s', () => {
    expect(command.fields).not.toHaveProperty('referralId');
    expect(command).toMatchObject({
      roles: [],
      partnerRoles: ['PARTNER_PROVIDER', 'FOREIGN_AGENCY', 'JUSTICE_LIAISON'],
      creates: false,
      opens: [],
    });
  });

  it.each([
    ['no referral named', referralIn('SENT'), { actor: PARTNER }],
    ['a referral that does not exist', referralIn('SENT'), { actor: PARTNER, referralId: '0193c5a0-0000-7000-8000-00000000ef02' }],
    ['a referral of another agency', referralIn('SENT'), { ...asPartner, actor: { ...PARTNER, agencyId: AGENCY } }],
    ['a draft', referralIn('DRAFT'), asPartner],
    ['a draft that was revoked', draftRevoked, asPartner],
  ] as const)('I-64: given %s, when a partner acts on it, then the one refusal tells nothing', (_case, facts, when) => {
    expect(given(caseAggregate, facts).when(command, undefined, when).outcome).toEqual(nothing);
  });

  it.each(['ACCEPTED', 'IN_SERVICE'] as const)(
    'I-25: given a referral in state %s under review, when its partner acts on it, then the same refusal tells nothing',
    (state) => {
      const facts = [...referralIn(state), underReview];
      expect(given(caseAggregate, facts).when(command, undefined, asPartner).outcome).toEqual(nothing);
      expect(given(caseAggregate, [...facts, revoked]).when(command, undefined, asPartner).outcome).toEqual(nothing);
    },
  );
});
