import { v5 } from 'uuid';
import type { Cast } from '../demo/cast.ts';
import type { Stage } from '../demo/stage.ts';

const topics = [
  'CONSENT_TO_INTERVIEW',
  'PURPOSE_OF_INTERVIEW',
  'USES_OF_DATA',
  'NON_IDENTIFYING_RESEARCH_USE',
  'RIGHT_TO_REQUEST_DATA',
  'STORAGE_PERIOD',
  'WITHDRAWAL_PROCESS',
];
const scopes = ['REFERRAL_SERVICES', 'SHARING_OTHER_ORGS'];
const day = 20;

type Play = { readonly stage: Stage; readonly cast: Cast };

/** A referral that is drafted and not sent. */
export type Draft = {
  readonly partnersId: string;
  readonly send: () => Promise<Readonly<Record<string, unknown>>>;
  readonly revoke: () => Promise<Readonly<Record<string, unknown>>>;
};

/** The short way of one adult from identification to a referral, on a case and a person, by one of twelve caseworkers. */
export async function draftReferral({ stage, cast }: Play, number: number): Promise<Draft> {
  const id = (what: string) => stage.id(`${what} ${number}`);
  const caseId = id('case');
  const on = ['case', caseId] as const;
  const as = cast.caseworker(number);
  const act = (command: string, body: object, nth = 0) => stage.act({ as, on, command, body, day, nth });
  await act('identify-person', {
    personId: id('person'),
    channel: 'TRANSIT_CENTRE',
    place: { country: 'NER', admin1: 'NE-7' },
    indicators: ['DEBT'],
    wayOfArrival: 'TRANSIT_CENTRE',
    legalBasis: ['PUBLIC_TASK'],
  });
  await act('complete-screening', {
    toolCode: 'BORDER_CHECKLIST',
    acts: ['TRANSPORTATION'],
    means: ['FalsePromises'],
    purposes: ['ForcedLabour'],
    outcome: 'INDICATORS_FOUND',
    nextStep: 'OPEN_CASE',
  });
  await act('provide-consent-information', {
    informationId: id('information'),
    lang: 'hau',
    interpreterUsed: false,
    topics,
    channel: 'IN_PERSON',
  });
  await act('open-case', { caseNumber: `C-${number}`, ownerUserId: as.sub, intakeForm: 'FULL' });
  await act('register-person', { registrationNumber: `R-${number}`, centreId: cast.centreId, photoTaken: false });
  const identity = {
    caseId,
    names: ['Personne fictive'],
    birthYear: 1990,
    sex: 'F',
    citizenship: ['NER'],
    languages: ['hau'],
    documents: [],
  };
  await stage.act({ as, on: ['person', id('person')], command: 'record-identity', body: identity, day });
  const adult = { caseId, ageYears: 31, method: 'DECLARED', estimated: false };
  await stage.act({ as, on: ['person', id('person')], command: 'assess-age', body: adult, day });
  for (const [nth, scope] of scopes.entries()) {
    const covers = { recipients: [{ category: 'HEALTH' }], dataCategories: ['IDENTITY', 'VULNERABILITY'] };
    const consent = {
      consentId: id(scope),
      informationId: id('information'),
      scope,
      ...covers,
      giver: 'INDIVIDUAL',
      form: 'WRITTEN',
      validFrom: stage.day(day),
    };
    await act('grant-consent', consent, nth);
  }
  const referralId = id('referral');
  const draft = {
    referralId,
    toAgencyId: cast.agencies.health,
    service: 'MEDICAL',
    reason: 'AdditionalServicesRequired',
    priority: 'NORMAL',
    crossBorder: false,
  };
  await act('draft-referral', draft);
  return {
    partnersId: v5(referralId, caseId),
    send: () => act('send-referral', { referralId, dataShared: ['IDENTITY', 'VULNERABILITY'], method: 'IN_SYSTEM' }),
    revoke: () => act('revoke-referral', { referralId }),
  };
}

/**
 * The same to an urgent referral, by way of the centre that all share. It waits for no alert, so that commands are in flight whenever
 * the program is killed.
 */
export async function playCase({ stage, cast }: Play, number: number): Promise<Draft> {
  const draft = await draftReferral({ stage, cast }, number);
  const items = { items: [{ code: 'HYGIENE_KIT', qty: 1 }] };
  await stage.act({ as: cast.manager, on: ['centre', cast.centreId], command: 'receive-stock', body: items, day, nth: number });
  await draft.send();
  return draft;
}
