import { agencyFact } from '../agency/events.ts';
import { attributionFact } from '../case/attribution/events.ts';
import { consentFact } from '../case/consent/events.ts';
import { followUpFact } from '../case/follow-up/events.ts';
import { identificationFact } from '../case/identification/events.ts';
import { planFact } from '../case/plan/events.ts';
import { referralFact } from '../case/referral/events.ts';
import { reintegrationFact } from '../case/reintegration/events.ts';
import { safetyFact } from '../case/safety/events.ts';
import { serviceFact } from '../case/service/events.ts';
import { stayFact } from '../case/stay/events.ts';
import { victimStatusFact } from '../case/victim-status/events.ts';
import { centreFact } from '../centre/events.ts';
import { personFact } from '../person/events.ts';
import { reportFact } from '../report/events.ts';
import { agencyRegistered, agencySuspended } from './agency-facts.ts';
import { caseIn, consentTo } from './case-facts.ts';
import { CENTRE, centreRegistered } from './centre-facts.ts';
import { CASE_ID, OTHER_AGENCY, PERSON_ID } from './given-when-then.ts';
import { GRANT, grantRegistered } from './grant-facts.ts';
import type { Given } from './recorded-fact.ts';

const id = (end: string) => `0193c5a0-0000-7000-8000-${end.padStart(12, '0')}`;
const TRACK = id('ac01');

const recorded = (fact: Given, recordedAt: string): Given => ({
  ...fact,
  metadata: { ...fact.metadata, recordedAt, occurredAt: { value: recordedAt.slice(0, 10), precision: 'day', zone: 'Africa/Niamey' } },
});

const draft = { toAgencyId: OTHER_AGENCY, service: 'EDUCATION', reason: 'AdditionalServicesRequired', priority: 'URGENT', crossBorder: false } as const;
const sending = { responseDueAt: '2022-06-18T10:00:00.000Z', method: 'IN_SYSTEM' } as const;
const item = { planId: id('91'), objectiveId: id('0b1'), service: 'EDUCATION', providerAgencyId: OTHER_AGENCY, dueDate: '2022-07-31' } as const;

/** Between registration and closure: all that some read model shows of a case. */
const working: readonly Given[] = [
  consentTo({ consentId: id('c01'), scope: 'REPORTING_NON_IDENT', until: '2024-06-01' }),
  consentTo({ consentId: id('c02'), scope: 'REPORTING_NON_IDENT' }),
  attributionFact('CaseAttributedToGrant', { grantId: GRANT, grantCode: 'COMPASS-NL', from: '2022-06-01', share: 0.5 }),
  victimStatusFact('VictimStatusDetermined', { status: 'PossibleVictimOfTrafficking', decidedBy: 'NonPoliceGovernmentalOrganization', grounds: { text: 'Fictif', lang: 'fra' } }),
  recorded(stayFact('AdmittedToCentre', { centreId: CENTRE, unit: 'GIRLS-1', separateMinorUnit: true }), '2022-06-02T18:00:00.000Z'),
  recorded(serviceFact('ItemsIssued', { issueId: id('155'), items: [{ code: 'SCHOOL_KIT', qty: 1 }], centreId: CENTRE, receivedBy: 'PERSON' }), '2022-06-03T08:00:00.000Z'),
  safetyFact('RiskLevelAssigned', { level: 'HIGH', reviewDue: '2022-06-10' }),
  planFact('CasePlanItemAdded', { ...item, itemId: id('1701') }),
  planFact('CasePlanItemAdded', { ...item, itemId: id('1702') }),
  planFact('CasePlanItemCompleted', { itemId: id('1701') }),
  referralFact('ReferralDrafted', { ...draft, referralId: id('ef01') }),
  recorded(referralFact('ReferralSent', { ...sending, dataShared: [], referralId: id('ef01') }), '2022-06-15T10:00:00.000Z'),
  referralFact('ReferralReceived', { referralId: id('ef01') }),
  referralFact('ReferralDrafted', { ...draft, referralId: id('ef02') }),
  consentFact('ConsentWithdrawn', { consentIds: [id('c02')], channel: 'IN_PERSON' }),
  reintegrationFact('ReintegrationPlanAgreed', {
    planId: id('9a'),
    tracks: [{ trackId: TRACK, kind: 'CHILD_EDUCATION', beneficiary: 'CHILD', goal: { text: 'Fictif', lang: 'fra' }, startBy: '2022-09-01' }],
    agreedBy: 'PERSON',
  }),
  reintegrationFact('ReintegrationSupportDelivered', { supportId: id('5a'), trackId: TRACK, kind: 'SCHOOL_KIT', providerAgencyId: OTHER_AGENCY }),
  followUpFact('FollowUpScheduled', { followUpId: id('f01'), type: 'IN_CARE', dueOn: '2022-08-01', mode: 'HOME_VISIT' }),
  identificationFact('CaseworkerAssigned', { userId: 'user-caseworker-2', from: { value: '2022-06-16', precision: 'day' } }),
  recorded(stayFact('LeftCentre', { centreId: CENTRE, reason: 'OWN_CHOICE' }), '2022-06-20T08:00:00.000Z'),
  recorded(stayFact('AdmittedToCentre', { centreId: CENTRE, unit: 'GIRLS-2', separateMinorUnit: true }), '2022-06-21T18:00:00.000Z'),
];

const identity = {
  caseId: CASE_ID,
  names: ['Personne Fictive'],
  birthYear: 2010,
  sex: 'F' as const,
  citizenship: ['NER' as const],
  languages: ['hau' as const],
  documents: [],
};

const release = reportFact('IndicatorReportPublished', {
  grantId: GRANT,
  grantCode: 'COMPASS-NL',
  centreId: CENTRE,
  from: '2022-01-01',
  to: '2022-12-31',
  zone: 'Africa/Niamey',
  definitionVersion: 1,
  asOfEventId: id('a50f'),
  k: 11,
  indicators: [{ id: 'IND-01', margins: [{ name: 'total', shown: true, cells: [{ code: 'ALL', value: 220 }] }] }],
  excludedBand: '1-10',
  erased: '0',
  contentDigest: 'fictitious',
});

/** One history of each kind of stream, in which each read model finds what it shows. Fixed: golden rows are made from them. */
export const histories: Readonly<Record<string, readonly Given[]>> = {
  [`case-${CASE_ID}`]: [...caseIn('IN_ASSISTANCE'), ...working],
  [`case-${id('ca5e2')}`]: [...caseIn('FOLLOW_UP'), ...working, ...caseIn('CLOSED').slice(-1)],
  [`person-${PERSON_ID}`]: [
    personFact('IdentityDetailsRecorded', identity),
    personFact('AgeAssessed', { caseId: CASE_ID, ageYears: 12, method: 'DECLARED', estimated: true, benefitOfDoubtApplied: false }),
    personFact('IdentityDetailsCorrected', { ...identity, correctionReason: { text: 'Fictif', lang: 'fra' } }),
  ],
  [`agency-${OTHER_AGENCY}`]: [
    agencyRegistered(),
    agencySuspended,
    agencyFact('AgencyReinstated', {}),
  ],
  [`centre-${CENTRE}`]: [
    centreRegistered,
    centreFact('CentreCapacityChanged', { capacity: 12, minorCapacity: 6 }),
    centreFact('StockReceived', { items: [{ code: 'SCHOOL_KIT', qty: 5 }] }),
  ],
  [`grant-${GRANT}`]: [grantRegistered()],
  [`report-${id('4e1')}`]: [release],
};
