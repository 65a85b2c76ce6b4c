import type { Country } from '../../code-lists/cl-04-country.ts';
import type { Mark } from '../../mark.ts';
import type { ZonedDateTime } from '../../partial-date-time.ts';
import { region } from '../../region.ts';
import { identificationEvents } from './events.ts';

export type Identification = {
  readonly personId: string | undefined;
  /** The agency that identified the person; it may write until the case is opened. */
  readonly identifyingAgencyId: string | undefined;
  /** Where the person was identified: the opening agency needs a mandate for it (I-05). */
  readonly country: Country | Mark | undefined;
  /** A vital interest was recorded as the basis, so consent information may follow (I-02). */
  readonly vitalInterest: boolean;
  readonly screening: 'INDICATORS_FOUND' | 'NONE' | 'INCONCLUSIVE' | undefined;
  /** What ended a case that was screened out; a reopening names it. */
  readonly screeningEventId: string | undefined;
  readonly caseNumber: string | undefined;
  readonly openedEventId: string | undefined;
  readonly registrationNumber: string | undefined;
  /** From when on each guardian has been appointed: `hasGuardian` says whether one is there. */
  readonly guardiansFrom: readonly ZonedDateTime[];
  readonly caseworkerUserId: string | undefined;
};

const initial: Identification = {
  personId: undefined,
  identifyingAgencyId: undefined,
  country: undefined,
  vitalInterest: false,
  screening: undefined,
  screeningEventId: undefined,
  caseNumber: undefined,
  openedEventId: undefined,
  registrationNumber: undefined,
  guardiansFrom: [],
  caseworkerUserId: undefined,
};

export const identificationRegion = region<Identification>()({
  own: identificationEvents,
  initial,
  on: {
    PersonIdentified: (state, { data, metadata }) => ({
      ...state,
      personId: data.personId,
      identifyingAgencyId: metadata.actor.agencyId,
      country: data.place.country,
      vitalInterest: metadata.legalBasis.includes('VITAL_INTERESTS'),
    }),
    ScreeningCompleted: (state, { data, id }) => ({ ...state, screening: data.outcome, screeningEventId: id }),
    CaseOpened: (state, { data, id }) => ({ ...state, caseNumber: data.caseNumber, openedEventId: id, caseworkerUserId: data.ownerUserId }),
    PersonRegistered: (state, { data }) => ({ ...state, registrationNumber: data.registrationNumber }),
    GuardianAppointed: (state, { data, metadata }) => ({
      ...state,
      guardiansFrom: [...state.guardiansFrom, { ...data.from, zone: metadata.occurredAt.zone }],
    }),
    CaseworkerAssigned: (state, { data }) => ({ ...state, caseworkerUserId: data.userId }),
  },
});
