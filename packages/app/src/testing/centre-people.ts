import { identificationFact } from '@amana/domain/case/identification/events';
import { centreFact } from '@amana/domain/centre/events';
import { personFact } from '@amana/domain/person/events';
import { v7 } from 'uuid';
import { streamOf } from '../stream-of.ts';
import { AGENCY, caseworker } from './embedded-app.ts';
import type { EmbeddedReading } from './embedded-reading.ts';

export const manager = { userId: 'user-manager-1', role: 'CENTRE_MANAGER', agencyId: AGENCY } as const;

/** A centre of the agency with so many places, of which none is set apart for minors unless said. Gives back its id. */
export async function openCentre({ tell }: Pick<EmbeddedReading, 'tell'>, capacity: number, minorCapacity?: number): Promise<string> {
  const centreId = v7();
  const name = { fr: 'Centre fictif', en: 'Fictitious centre' };
  const places = { capacity, ...(minorCapacity === undefined ? {} : { minorCapacity }) };
  await tell(`centre-${centreId}`, [centreFact('CentreRegistered', { name, zone: 'Africa/Niamey', country: 'NER', admin1: 'NE-7', ...places })]);
  return centreId;
}

export type Registered = { readonly personId?: string; readonly controller?: string; readonly ownerUserId?: string; readonly birthYear?: number };

/** An invented person whose case is opened and registered. Gives back the id of the case. */
export async function registerPerson({ tell }: Pick<EmbeddedReading, 'tell'>, registered: Registered = {}): Promise<string> {
  const { personId = v7(), controller = AGENCY, ownerUserId = caseworker.userId, birthYear = 1990 } = registered;
  const caseId = v7();
  await tell(
    streamOf('person', personId, controller),
    [personFact('IdentityDetailsRecorded', { caseId, names: ['Personne Fictive'], birthYear, sex: 'M', citizenship: ['NER'], languages: [], documents: [] })],
    { controller },
  );
  await tell(
    `case-${caseId}`,
    [
      identificationFact('PersonIdentified', { personId, channel: 'BORDER_POST', place: { country: 'NER' }, indicators: [], wayOfArrival: 'BORDER_POST' }),
      identificationFact('CaseOpened', { caseNumber: 'ZR-2022-0001', ownerUserId, intakeForm: 'FULL' }),
      identificationFact('PersonRegistered', { registrationNumber: 'REG-2022-0001', photoTaken: false }),
    ],
    { controller },
  );
  return caseId;
}
