import { streamOf } from '@amana/app/stream-of';
import { CENTRE, setTheCentre } from '@amana/app/testing/compass-people';
import { AGENCY, caseworker, POLICE } from '@amana/app/testing/embedded-app';
import { agencyFact } from '@amana/domain/agency/events';
import { assessmentFact } from '@amana/domain/case/assessment/events';
import { consentFact } from '@amana/domain/case/consent/events';
import { identificationFact } from '@amana/domain/case/identification/events';
import { referralFact } from '@amana/domain/case/referral/events';
import { serviceFact } from '@amana/domain/case/service/events';
import { stayFact } from '@amana/domain/case/stay/events';
import { centreFact } from '@amana/domain/centre/events';
import type { RecipientCategory } from '@amana/domain/code-lists/cl-29-recipient-category';
import type { DataCategory } from '@amana/domain/code-lists/cl-43-data-category';
import { personFact } from '@amana/domain/person/events';
import { partnerReferralId } from '@amana/privacy/subject-id';
import type { QueryApiServer, User } from './query-api-server.ts';

export const HEALTH = '0193c5a0-0000-7000-8000-00000000a9e3';
export const CASE = '0193c5a0-0000-7000-8000-0000000ca5e1';
const PERSON = '0193c5a0-0000-7000-8000-0000000be501';
export const REFERRAL = '0193c5a0-0000-7000-8000-00000000ef01';
export const PARTNERS_REFERRAL = partnerReferralId(CASE, REFERRAL);
export const personStream = streamOf('person', PERSON, AGENCY);
export const consents = { services: '0193c5a0-0000-7000-8000-0000000c0501', sharing: '0193c5a0-0000-7000-8000-0000000c0502' };

export const owner: User = { role: 'CASEWORKER', agency: AGENCY, sub: caseworker.userId };
export const as = (role: string, agency = AGENCY): User => ({ role, agency });
export const partner: User = { role: 'PARTNER_PROVIDER', agency: HEALTH };

type Teller = Pick<QueryApiServer, 'tell'>;
const note = (text: string) => ({ text, lang: 'fra' });
const shared: DataCategory[] = ['IDENTITY', 'CONTACT', 'LOCATION', 'VULNERABILITY', 'HEALTH'];

const draft = {
  referralId: REFERRAL,
  toAgencyId: HEALTH,
  service: 'MEDICAL',
  reason: 'AdditionalServicesRequired',
  priority: 'URGENT',
  crossBorder: false,
} as const;

const agency = (kind: RecipientCategory) =>
  agencyFact('AgencyRegistered', {
    name: { fr: 'Agence fictive', en: 'Fictitious agency' },
    kind,
    country: 'NER',
    zone: 'Africa/Niamey',
    mandateCountries: ['NER'],
  });

const assent = (consentId: string) => consentFact('AssentRecorded', { consentId, childView: 'AGREES' });
type Consented = { readonly giver?: 'INDIVIDUAL' | 'LEGAL_GUARDIAN'; readonly until?: string | undefined };
const consent = (
  consentId: string,
  scope: 'REFERRAL_SERVICES' | 'SHARING_OTHER_ORGS',
  { giver = 'INDIVIDUAL', until }: Consented = {},
) =>
  consentFact('ConsentGranted', {
    consentId,
    informationId: '0193c5a0-0000-7000-8000-0000000f0401',
    scope,
    recipients: [{ category: 'HEALTH' }],
    dataCategories: ['IDENTITY', 'LOCATION', 'VULNERABILITY', 'HEALTH'],
    giver,
    form: 'WRITTEN',
    validFrom: { value: '2022-06-01', precision: 'day' },
    ...(until === undefined ? {} : { validUntil: { value: until, precision: 'day' } }),
  });

/** Born in this year, the person of the story is a child in it, for whom a guardian consents. */
export const CHILD_BORN_IN = 2005;

/** `runsOut`: the last day of the consent to be referred. */
type Told = { readonly until?: 'identified'; readonly child?: boolean; readonly runsOut?: string | undefined };

/** An invented person whom the police identified for the agency, in care of its caseworker, and referred to a health post. */
export async function tellStory(server: QueryApiServer, { until, child = false, runsOut }: Told = {}): Promise<void> {
  const { tell } = server;
  await setTheCentre(server);
  await tell(`agency-${AGENCY}`, [agency('SOCIAL_AFFAIRS')]);
  await tell(`agency-${HEALTH}`, [agency('HEALTH')], { controller: HEALTH });
  await identify(server);
  if (until === 'identified') return;
  const identity = {
    caseId: CASE,
    birthYear: child ? CHILD_BORN_IN : 1990,
    sex: 'F',
    citizenship: ['NER'],
    languages: ['hau'],
    documents: [],
    contact: { phone: '+227 000' },
  } as const;
  const details = personFact('IdentityDetailsRecorded', {
    ...identity,
    names: ['Aïcha Fictive'],
    citizenship: ['NER'],
    languages: ['hau'],
    documents: [],
  });
  await tell(personStream, [details], { on: '2022-06-02', recordedAt: '2022-06-02T09:00:00.000Z' });
  await open(server);
  await refer(server, { child, runsOut });
}

async function identify({ tell }: Teller): Promise<void> {
  const place = { country: 'NER', admin1: 'NE-7', locality: 'Quartier Fictif' } as const;
  const found = identificationFact('PersonIdentified', {
    personId: PERSON,
    channel: 'POLICE_INTERCEPTION',
    place,
    indicators: [],
    wayOfArrival: 'PUSHBACK_EXPULSION',
  });
  const actor = { userId: 'user-police-1', role: 'FIRST_RESPONDER', agencyId: POLICE } as const;
  await tell(`case-${CASE}`, [found], { actor, on: '2022-06-01', recordedAt: '2022-06-01T09:00:00.000Z' });
}

export async function open({ tell }: Teller): Promise<void> {
  const opened = identificationFact('CaseOpened', { caseNumber: 'ZR-2022-0001', ownerUserId: caseworker.userId, intakeForm: 'FULL' });
  await tell(`case-${CASE}`, [opened], { on: '2022-06-03', recordedAt: '2022-06-03T09:00:00.000Z' });
  const assessmentId = '0193c5a0-0000-7000-8000-0000000a5501';
  const facts = [
    assessmentFact('VulnerabilityAssessed', {
      assessmentId,
      version: 1,
      level: 'INDIVIDUAL',
      factors: [{ code: 'ARMED_CONFLICT', polarity: 'RISK' }],
      notes: note('Note fictive'),
    }),
    assessmentFact('NeedsAssessed', {
      assessmentId,
      needs: [
        { service: 'MEDICAL', urgency: 'URGENT' },
        { service: 'SHELTER', urgency: 'NORMAL' },
      ],
      pregnant: true,
    }),
  ];
  await tell(`case-${CASE}`, facts, { on: '2022-06-04', recordedAt: '2022-06-04T09:00:00.000Z' });
}

/** More referrals of the same case to the same partner, sent in the same millisecond. */
export async function referAgain({ tell }: Teller, referralIds: readonly string[]): Promise<void> {
  const facts = referralIds.flatMap((referralId) => [
    referralFact('ReferralDrafted', { ...draft, referralId }),
    referralFact('ReferralSent', { referralId, responseDueAt: '2022-06-20T09:00:00.000Z', dataShared: [], method: 'IN_SYSTEM' }),
  ]);
  await tell(`case-${CASE}`, facts, { recordedAt: '2022-06-07T09:00:00.000Z' });
}

async function refer({ tell }: Teller, { child, runsOut }: Told): Promise<void> {
  const giver = child ? 'LEGAL_GUARDIAN' : 'INDIVIDUAL';
  const given = [consent(consents.services, 'REFERRAL_SERVICES', { giver, until: runsOut }), consent(consents.sharing, 'SHARING_OTHER_ORGS', { giver })];
  const views = child ? Object.values(consents).map(assent) : [];
  await tell(`case-${CASE}`, [...views, ...given], { recordedAt: '2022-06-05T09:00:00.000Z' });
  const sent = referralFact('ReferralSent', {
    referralId: REFERRAL,
    responseDueAt: '2022-06-09T09:00:00.000Z',
    dataShared: shared,
    method: 'IN_SYSTEM',
  });
  const facts = [referralFact('ReferralDrafted', { ...draft, notes: note('Pour le poste de santé') }), sent];
  await tell(`case-${CASE}`, facts, { recordedAt: '2022-06-06T09:00:00.000Z', consentIds: Object.values(consents) });
}

export const reassign = ({ tell }: Teller): Promise<void> =>
  tell(`case-${CASE}`, [
    identificationFact('CaseworkerAssigned', { userId: 'user-caseworker-2', from: { value: '2022-06-15', precision: 'day' } }),
  ]);

export const revoke = ({ tell }: Teller): Promise<void> =>
  tell(`case-${CASE}`, [referralFact('ReferralRevoked', { referralId: REFERRAL, cause: 'STAFF' })]);

/** After the sending, which could not rely on it. */
export const renew = ({ tell }: Teller): Promise<void> =>
  tell(`case-${CASE}`, [consent('0193c5a0-0000-7000-8000-0000000c0503', 'REFERRAL_SERVICES')]);

/** The withdrawal alone, as if what follows from it had been forgotten: the packet must be closed all the same. */
export const withdraw = ({ tell }: Teller): Promise<void> =>
  tell(`case-${CASE}`, [consentFact('ConsentWithdrawn', { consentIds: [consents.sharing], channel: 'IN_PERSON' })]);

/** Of the consent that the sending relied on, though another covers the same. */
export const withdrawServices = ({ tell }: Teller): Promise<void> =>
  tell(`case-${CASE}`, [consentFact('ConsentWithdrawn', { consentIds: [consents.services], channel: 'IN_PERSON' })]);

export const review = ({ tell }: Teller): Promise<void> =>
  tell(`case-${CASE}`, [referralFact('ReferralUnderReview', { referralId: REFERRAL, cause: 'CONSENT_WITHDRAWN' })]);

/** One place more than the centre has is taken, and two kits more were issued than were received. */
export async function overfill({ tell }: Teller): Promise<void> {
  await tell(`centre-${CENTRE}`, [centreFact('StockReceived', { items: [{ code: 'HYGIENE_KIT', qty: 5 }] })]);
  const admitted = stayFact('AdmittedToCentre', { centreId: CENTRE, unit: 'U1', separateMinorUnit: false });
  for (const n of [1, 2, 3]) {
    const place = { country: 'NER' } as const;
    const found = identificationFact('PersonIdentified', {
      personId: `${PERSON.slice(0, -1)}${n + 1}`,
      channel: 'POLICE_INTERCEPTION',
      place,
      indicators: [],
      wayOfArrival: 'PUSHBACK_EXPULSION',
    });
    await tell(`case-${CASE.slice(0, -1)}${n + 1}`, [found, admitted]);
  }
  const issued = serviceFact('ItemsIssued', {
    issueId: REFERRAL,
    centreId: CENTRE,
    items: [{ code: 'HYGIENE_KIT', qty: 7 }],
    receivedBy: 'PERSON',
  });
  await tell(`case-${CASE}`, [issued]);
}
