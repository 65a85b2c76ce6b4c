import type { AgencyState } from '@amana/domain/agency/state';
import type { Moment } from '../history.ts';
import { atEach, consentsBehind, is, listOf, names, type Invariant } from './invariant.ts';

/** domain.md 4.2, written down once more: from which states each fact moves a referral, and to which. */
const machine: Readonly<Record<string, { readonly from: readonly string[]; readonly to: string; readonly by: 'sender' | 'receiver' | 'either' }>> = {
  ReferralSent: { from: ['DRAFT'], to: 'SENT', by: 'sender' },
  ReferralReceived: { from: ['SENT'], to: 'RECEIVED', by: 'receiver' },
  ReferralAccepted: { from: ['SENT', 'RECEIVED'], to: 'ACCEPTED', by: 'receiver' },
  ReferralDeclined: { from: ['SENT', 'RECEIVED'], to: 'DECLINED', by: 'receiver' },
  ReferralInformationRequested: { from: ['RECEIVED'], to: 'INFO_REQUESTED', by: 'receiver' },
  ReferralInformationProvided: { from: ['INFO_REQUESTED'], to: 'RECEIVED', by: 'sender' },
  ReferralServiceStarted: { from: ['ACCEPTED'], to: 'IN_SERVICE', by: 'receiver' },
  ReferralCompleted: { from: ['IN_SERVICE'], to: 'COMPLETED', by: 'receiver' },
  ReferralNotCompleted: { from: ['ACCEPTED', 'IN_SERVICE'], to: 'NOT_COMPLETED', by: 'receiver' },
  ReferralRevoked: { from: ['DRAFT', 'SENT', 'RECEIVED', 'INFO_REQUESTED', 'ACCEPTED', 'IN_SERVICE'], to: 'REVOKED', by: 'sender' },
};
const moves = Object.keys(machine);
const byPartner = [...moves.filter((type) => machine[type]?.by === 'receiver'), 'ServiceDelivered', 'ReintegrationSupportDelivered', 'ReintegrationMilestoneReached', 'FollowUpConducted'];
const shares = ['ReferralSent', 'ReferralInformationProvided'];
const always = ['REFERRAL_SERVICES', 'SHARING_OTHER_ORGS'];

const earlierOn = ({ event, before }: Moment) => before.filter(names('referralId', event.data['referralId']));
const draftOf = (moment: Moment) => earlierOn(moment).find(is('ReferralDrafted'));
const receiverOf = (moment: Moment): string => String(draftOf(moment)?.data['toAgencyId']);
const receiver = (moment: Moment): AgencyState | undefined => moment.agency(receiverOf(moment));

/** Where the facts so far have led the referral. */
const stateBefore = (moment: Moment): string => {
  const last = earlierOn(moment).findLast(is(...moves));
  return last === undefined ? 'DRAFT' : (machine[last.type]?.to ?? 'none');
};

/** Consents behind a sharing that were not withdrawn by then, that name the receiver's category and are of one of the scopes. */
const standing = (moment: Moment) => {
  const gone = moment.before.filter(is('ConsentWithdrawn')).flatMap(({ data }) => listOf(data['consentIds']));
  return consentsBehind(moment).filter(({ data }) => {
    const named = (data['recipients'] as readonly { category: string }[]).some(({ category }) => category === receiver(moment)?.profile.kind);
    return named && !gone.includes(String(data['consentId'])) && always.includes(String(data['scope']));
  });
};

/** Group G: I-61 to I-67. */
export const referral: readonly Invariant[] = [
  atEach({
    id: 'I-61',
    rule: 'data leave under consents to both scopes, which name the receiver and were not withdrawn',
    of: shares,
    holds: (moment) => always.every((scope) => standing(moment).some(names('scope', scope))),
  }),
  atEach({
    id: 'I-62',
    rule: 'only categories of these consents are shared',
    of: shares,
    holds: (moment) => {
      const listed = standing(moment).flatMap(({ data }) => listOf(data['dataCategories']));
      return listOf(moment.event.data['dataShared']).every((category) => listed.includes(category));
    },
  }),
  atEach({
    id: 'I-63',
    rule: 'the receiver is active in the directory, and of a kind that may receive records',
    of: ['ReferralDrafted', ...shares],
    holds: (moment) => {
      const agency = moment.event.type === 'ReferralDrafted' ? moment.agency(moment.event.data['toAgencyId']) : receiver(moment);
      return agency?.profile.active === true && !['DONOR', 'RESEARCH', 'MEDIA'].includes(String(agency.profile.kind));
    },
  }),
  atEach({
    id: 'I-64',
    rule: 'a partner acts on its own referral only, and only as far as it was moved',
    of: byPartner,
    when: ({ event }) => event.data['referralId'] !== undefined,
    holds: (moment) => {
      const own = moment.event.metadata.actor.agencyId === receiverOf(moment);
      const inService = ['ACCEPTED', 'IN_SERVICE'].includes(stateBefore(moment));
      return own && (moves.includes(moment.event.type) || inService);
    },
  }),
  atEach({
    id: 'I-64',
    rule: 'each fact moves a referral as domain.md 4.2 says, staff and partner each their own',
    of: moves,
    holds: (moment) => {
      const move = machine[moment.event.type];
      const bySender = moment.event.metadata.actor.agencyId === moment.event.metadata.controller;
      return move !== undefined && move.from.includes(stateBefore(moment)) && (move.by === 'sender') === bySender;
    },
  }),
  atEach({
    id: 'I-65',
    rule: 'a partner that declines says why',
    of: ['ReferralDeclined'],
    holds: ({ event }) => typeof event.data['reason'] === 'string',
  }),
  atEach({
    id: 'I-66',
    rule: 'a referral may be revoked from any state that is not its end, and after that nothing happens on it',
    of: ['ReferralRevoked', ...byPartner],
    when: ({ event }) => event.data['referralId'] !== undefined,
    holds: (moment) => !earlierOn(moment).some(is('ReferralRevoked')),
  }),
  atEach({
    id: 'I-67',
    rule: 'nothing is sent abroad, as long as no agreement can be recorded',
    of: shares,
    holds: (moment) => draftOf(moment)?.data['crossBorder'] === false && receiver(moment)?.profile.country === moment.agency(moment.event.metadata.controller)?.profile.country,
  }),
];
