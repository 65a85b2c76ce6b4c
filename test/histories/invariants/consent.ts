import { language } from '@amana/domain/code-lists/cl-05-language';
import { technicalValues } from '@amana/domain/code-lists/technical-values';
import { consentTopic } from '@amana/domain/code-lists/cl-39-consent-topic';
import { isUrgent } from '@amana/domain/case/referral/service-in-time';
import { serviceType, type ServiceType } from '@amana/domain/code-lists/cl-20-service-type';
import type { Moment } from '../history.ts';
import { atEach, is, listOf, names, restsOn, type Invariant } from './invariant.ts';

const accepted = ['ACCEPTED', 'IN_SERVICE'];
const onItsWay = ['SENT', 'RECEIVED', 'INFO_REQUESTED'];

/** After a withdrawal no referral goes on that rested on it: what was on its way is revoked, what was accepted waits for a decision. */
function nothingGoesOn({ event, caseAfter }: Moment): boolean {
  const gone = listOf(event.data['consentIds']);
  const rested = Object.values(caseAfter.referrals).filter(({ consentIds }) => consentIds.some((id) => gone.includes(id)));
  return rested.every(({ status, underReview }) => !onItsWay.includes(status) && (!accepted.includes(status) || underReview));
}

const isUrgentBody = (body: unknown): boolean => {
  const type = (body as { type?: unknown } | null)?.type;
  return typeof type === 'string' && type in serviceType.codes && isUrgent(type as ServiceType);
};

/** Group B: I-20 to I-25, I-30. */
export const consent: readonly Invariant[] = [
  atEach({
    id: 'I-20',
    rule: 'an interview rests on a consent to it',
    of: ['InterviewConducted'],
    holds: (moment) => restsOn(moment, 'INTERVIEW'),
  }),
  atEach({
    id: 'I-21',
    rule: 'no consent before an information that gave all seven topics',
    of: ['ConsentGranted'],
    holds: ({ event, before }) => {
      const information = before.filter(is('ConsentInformationProvided')).find(names('informationId', event.data['informationId']));
      return Object.keys(consentTopic.codes).every((topic) => listOf(information?.data['topics']).includes(topic));
    },
  }),
  atEach({
    id: 'I-22',
    rule: 'an adult consents in person; of a child the own view was heard before, and it was no no',
    of: ['ConsentGranted'],
    holds: ({ event, before, isChild }) => {
      const view = before.filter(is('AssentRecorded')).findLast(names('consentId', event.data['consentId']))?.data['childView'];
      return isChild ? view !== undefined && view !== 'DISAGREES' : event.data['giver'] === 'INDIVIDUAL';
    },
  }),
  atEach({
    id: 'I-23',
    rule: 'the information says in which language it was given, and whether somebody interpreted',
    of: ['ConsentInformationProvided'],
    holds: ({ event: { data } }) => String(data['lang']) in language.codes && !(String(data['lang']) in technicalValues) && typeof data['interpreterUsed'] === 'boolean',
  }),
  {
    id: 'I-24',
    rule: 'no missing consent ever refuses an urgent service',
    ask: ({ given }) => {
      const urgent = given.filter(({ request }) => request.command.name === 'RecordServiceDelivery' && isUrgentBody(request.body));
      const refused = urgent.filter(({ outcome }) => outcome.outcome === 'rejected' && outcome.rejection.rejected === 'CONSENT_MISSING');
      return { asked: urgent.length, faults: refused.map(({ request }) => `I-24: ${request.command.name} ${request.commandId}`) };
    },
  },
  atEach({ id: 'I-25', rule: 'a withdrawal ends at once what rested on it', of: ['ConsentWithdrawn'], holds: nothingGoesOn }),
  atEach({
    id: 'I-30',
    rule: 'a child is not heard alone, unless it is safer so',
    of: ['InterviewConducted'],
    when: ({ isChild }) => isChild,
    holds: ({ event: { data } }) => data['safetyReason'] !== undefined || listOf(data['presentRoles']).some((role) => ['GUARDIAN', 'SECOND_ADULT'].includes(role)),
  }),
];
