import { aggregates } from '@amana/domain/catalogue';
import { agencyAggregate } from '@amana/domain/agency/state';
import type { CaseFold } from '@amana/domain/case/state';
import { isUrgent } from '@amana/domain/case/referral/service-in-time';
import type { ServiceType } from '@amana/domain/code-lists/cl-20-service-type';
import { openCasesOf } from '../exact-answers.ts';
import { idOfCase, type Moment } from '../history.ts';
import { atEach, is, listOf, reliesOn, whenExact, type Invariant } from './invariant.ts';

const ofPerson = ['IdentityDetailsRecorded', 'IdentityDetailsCorrected', 'AgeAssessed'];

/** The case in the course of which something was recorded: its own, or the one that an event about a person names. */
const caseOf = ({ event, statesBefore }: Moment): CaseFold =>
  (statesBefore.get(typeof event.data['caseId'] === 'string' ? `case-${event.data['caseId']}` : event.stream) ?? aggregates.case.initial('case-none')) as CaseFold;

const wasInformed = (moment: Moment): boolean => {
  const { consent, identification } = caseOf(moment);
  return Object.keys(consent.informations).length > 0 || identification.vitalInterest || moment.event.metadata.legalBasis.includes('VITAL_INTERESTS');
};

const serviceOf = ({ event, case: { referrals } }: Moment): ServiceType | undefined =>
  event.type === 'ServiceDelivered' ? (event.data['type'] as ServiceType) : referrals[String(event.data['referralId'])]?.service;

/** What I-06 knows as a service: given by staff or a partner, begun by a partner, a bed, and whatever is handed out. */
const services = ['ServiceDelivered', 'ItemsIssued', 'AdmittedToCentre', 'ReferralServiceStarted', 'ReintegrationSupportDelivered'];
const waitsForNothing = (moment: Moment): boolean => {
  const service = ['ServiceDelivered', 'ReferralServiceStarted'].includes(moment.event.type) ? serviceOf(moment) : undefined;
  return service !== undefined && isUrgent(service);
};

/** Some code that says what was found, and not that nobody knows. */
const wasFound = (codes: unknown): boolean => listOf(codes).some((code) => !['UNKNOWN', 'NOT_ASKED', 'REFUSED'].includes(code));

/** Identification, intake, identity: I-01 to I-12. */
export const arrival: readonly Invariant[] = [
  atEach({
    id: 'I-01',
    rule: 'a person is identified at a place, on a date of some precision',
    of: ['PersonIdentified'],
    holds: ({ event }) => typeof (event.data['place'] as { country?: unknown }).country === 'string' && event.metadata.occurredAt.precision !== undefined,
  }),
  atEach({
    id: 'I-02',
    rule: 'no record of a person before consent information or a recorded vital interest',
    of: [...ofPerson, 'CaseOpened', 'PersonRegistered', 'AssentRecorded'],
    holds: wasInformed,
  }),
  atEach({
    id: 'I-03',
    rule: 'a screening that found something says which act, purpose, and for an adult which means',
    of: ['ScreeningCompleted'],
    when: ({ event }) => event.data['outcome'] === 'INDICATORS_FOUND',
    holds: ({ event: { data }, isChild }) => wasFound(data['acts']) && wasFound(data['purposes']) && (isChild || wasFound(data['means'])),
  }),
  whenExact(
    atEach({
      id: 'I-04',
      rule: 'an agency has one open case of a person',
      of: ['CaseOpened', 'CaseReopened'],
      holds: (moment) => {
        const { personId = '' } = moment.case.identification;
        return openCasesOf(personId, moment.event.metadata.actor.agencyId, moment.statesBefore).every((id) => id === idOfCase(moment));
      },
    }),
  ),
  atEach({
    id: 'I-05',
    rule: 'the agency that opens holds a mandate for the country, and any mandate where the place is not known',
    of: ['CaseOpened'],
    holds: ({ event, case: { identification }, agency }) => {
      const { active, mandateCountries } = (agency(event.metadata.actor.agencyId) ?? agencyAggregate.initial('agency-none')).profile;
      const { country } = identification;
      const nowhere = country === 'XXA' || country === 'XXB' || country === 'XXC' || country === 'XXX';
      return active && mandateCountries.some((mandate) => nowhere || mandate === country);
    },
  }),
  atEach({
    id: 'I-06',
    rule: 'the registration precedes any service that is not urgent, the stay, and whatever is handed out',
    of: services,
    when: (moment) => !waitsForNothing(moment),
    holds: ({ before }) => before.some(is('PersonRegistered')),
  }),
  atEach({
    id: 'I-07',
    rule: 'an identity is recorded once and then only corrected, with a reason',
    of: ['IdentityDetailsRecorded', 'IdentityDetailsCorrected'],
    holds: ({ event, before }) => {
      const recorded = before.some(is('IdentityDetailsRecorded'));
      return event.type === 'IdentityDetailsRecorded' ? !recorded : recorded && event.data['correctionReason'] !== undefined;
    },
  }),
  atEach({
    id: 'I-08',
    rule: 'the sex is what the newest details say, whatever they say of the gender',
    of: ofPerson,
    holds: ({ event, before, statesBefore }) => {
      const state = statesBefore.get(event.stream) as { identity?: { sex?: unknown } } | undefined;
      return state?.identity?.sex === before.findLast(is('IdentityDetailsRecorded', 'IdentityDetailsCorrected'))?.data['sex'];
    },
  }),
  atEach({
    id: 'I-09',
    rule: 'an age under 18 that is estimated was in doubt, and is recorded as such',
    of: ['AgeAssessed'],
    holds: ({ event: { data } }) => data['benefitOfDoubtApplied'] === (data['estimated'] === true && Number(data['ageYears']) < 18),
  }),
  atEach({
    id: 'I-10',
    rule: 'a child does not consent alone: a judge gives it, or a guardian who is recorded',
    of: ['ConsentGranted'],
    when: ({ isChild }) => isChild,
    holds: ({ event, before }) => event.data['giver'] === 'JUDGE' || (event.data['giver'] !== 'INDIVIDUAL' && before.some(is('GuardianAppointed'))),
  }),
  atEach({
    id: 'I-11',
    rule: 'a caseload beyond the limit is noted, and assigned all the same',
    of: ['CaseworkerAssigned'],
    holds: (moment) => ['I-11', 'I-11:exceeded', 'I-11:unchecked'].filter((rule) => reliesOn(moment, rule)).length === 1,
  }),
  atEach({
    id: 'I-98',
    rule: 'a reopened case keeps its number, and names the event that ended it',
    of: ['CaseReopened'],
    holds: ({ event, before, case: state, caseAfter }) => {
      const end = before.find(({ id }) => id === event.data['priorClosureEventId']);
      const ended = end?.type === 'CaseClosed' || (end?.type === 'ScreeningCompleted' && end.data['outcome'] === 'NONE');
      return ended && state.identification.caseNumber === caseAfter.identification.caseNumber && caseAfter.lifecycle.status === 'IN_ASSESSMENT';
    },
  }),
];
