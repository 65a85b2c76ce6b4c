import { attributionFact } from '@amana/domain/case/attribution/events';
import { consentFact } from '@amana/domain/case/consent/events';
import { identificationFact } from '@amana/domain/case/identification/events';
import { reintegrationFact } from '@amana/domain/case/reintegration/events';
import { serviceFact } from '@amana/domain/case/service/events';
import { victimStatusFact } from '@amana/domain/case/victim-status/events';
import { centreFact } from '@amana/domain/centre/events';
import { grantFact } from '@amana/domain/grant/events';
import { personFact } from '@amana/domain/person/events';
import { v7 } from 'uuid';
import { streamOf } from '../stream-of.ts';
import { AGENCY } from './embedded-app.ts';
import type { EmbeddedReading } from './embedded-reading.ts';

export const GRANT = '0193c5a0-0000-7000-8000-0000000094a1';
export const OTHER_GRANT = '0193c5a0-0000-7000-8000-0000000094a2';
export const CENTRE = '0193c5a0-0000-7000-8000-0000000ce741';
export const DONOR = '0193c5a0-0000-7000-8000-00000000d001';
export const OTHER_DONOR = '0193c5a0-0000-7000-8000-00000000d002';
export const codes = { [GRANT]: 'COMPASS', [OTHER_GRANT]: 'OTHER' } as const;

export type Assisted = {
  readonly sex: 'M' | 'F';
  readonly birthYear: number;
  readonly grant?: keyof typeof codes;
  /** Days of service at the centre; none: never there. */
  readonly days?: readonly string[];
  readonly reintegrated?: boolean;
  readonly mayBeReported?: boolean;
  /** What an assessment of the age found, and when. */
  readonly assessed?: { readonly ageYears: number; readonly on: string };
};

/** The centre, and two grants of the year 2022 of two donors. */
export async function setTheCentre({ tell }: EmbeddedReading): Promise<void> {
  const name = { fr: 'Fictif', en: 'Fictitious' };
  await tell(`centre-${CENTRE}`, [
    centreFact('CentreRegistered', { name, zone: 'Africa/Niamey', country: 'NER', admin1: 'NE-7', capacity: 2 }),
  ]);
  for (const [id, donorAgencyId] of [
    [GRANT, DONOR],
    [OTHER_GRANT, OTHER_DONOR],
  ] as const) {
    const grant = { grantCode: codes[id], name, donorAgencyId, agencyIds: [AGENCY], currency: 'EUR', from: '2022-01-01', to: '2022-12-31' };
    await tell(`grant-${id}`, [grantFact('GrantRegistered', grant)]);
  }
}

/** One invented person with one case, as the figures need it. Gives back the stream of the case. */
export async function assist({ tell }: EmbeddedReading, assisted: Assisted): Promise<string> {
  const { sex, birthYear, grant = GRANT, days = ['2022-03-01'], reintegrated = false, mayBeReported = true, assessed } = assisted;
  const [caseId, personId] = [v7(), v7()];
  const grantCode = codes[grant];
  const person = personFact('IdentityDetailsRecorded', {
    caseId,
    names: ['Personne Fictive'],
    birthYear,
    sex,
    citizenship: ['NER'],
    languages: [],
    documents: [],
  });
  const personStream = streamOf('person', personId, AGENCY);
  await tell(personStream, [person]);
  if (assessed !== undefined) await tell(personStream, [ageOf(caseId, assessed.ageYears)], { on: assessed.on });
  const stream = `case-${caseId}`;
  const found = {
    personId,
    channel: 'POLICE_INTERCEPTION',
    place: { country: 'NER' },
    indicators: [],
    wayOfArrival: 'PUSHBACK_EXPULSION',
  } as const;
  const consent = {
    consentId: v7(),
    informationId: v7(),
    scope: 'REPORTING_NON_IDENT',
    recipients: [],
    dataCategories: [],
    giver: 'INDIVIDUAL',
    form: 'WRITTEN',
    validFrom: { value: '2022-01-01', precision: 'day' },
  } as const;
  await tell(
    stream,
    [
      identificationFact('PersonIdentified', { ...found, indicators: [] }),
      attributionFact('CaseAttributedToGrant', { grantId: grant, grantCode, from: '2022-01-01' }),
      victimStatusFact('VictimStatusDetermined', {
        status: 'ActualVictimOfTrafficking',
        decidedBy: 'NonPoliceGovernmentalOrganization',
        grounds: { text: 'Fictif', lang: 'fra' },
      }),
      ...(mayBeReported ? [consentFact('ConsentGranted', { ...consent, recipients: [], dataCategories: [] })] : []),
    ],
    { on: '2022-02-01' },
  );
  for (const day of days) await serve({ tell }, stream, { on: day });
  if (reintegrated) await support({ tell }, stream);
  return stream;
}

const ageOf = (caseId: string, ageYears: number) =>
  personFact('AgeAssessed', { caseId, ageYears, method: 'DOCUMENT', estimated: false, benefitOfDoubtApplied: false });

export const serve = (
  { tell }: Pick<EmbeddedReading, 'tell'>,
  stream: string,
  { on, times = 1, ...told }: { on: string; times?: number; corrects?: string },
): Promise<void> =>
  tell(
    stream,
    Array.from({ length: times }, () =>
      serviceFact('ServiceDelivered', {
        serviceId: v7(),
        type: 'MEDICAL',
        tier: 'HUMANITARIAN_DIRECT',
        providerAgencyId: AGENCY,
        centreId: CENTRE,
        place: { country: 'NER' },
        oneOff: false,
      }),
    ),
    { on, ...told },
  );

export const support = ({ tell }: Pick<EmbeddedReading, 'tell'>, stream: string): Promise<void> =>
  tell(
    stream,
    [reintegrationFact('ReintegrationSupportDelivered', { supportId: v7(), trackId: v7(), kind: 'SCHOOL_KIT', providerAgencyId: AGENCY })],
    { on: '2022-09-01' },
  );
