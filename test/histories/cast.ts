import type { CommandActor } from '@amana/domain/command-definition';
import type { Role } from '@amana/domain/roles';

/** Ids that are told apart at sight: what they are of, and a number. */
export const idOf = (what: string, number: number): string => `0193c5a0-0000-7000-8000-${what}${String(number).padStart(8, '0')}`;

/** The agency whose cases are played, those that it deals with, and one that is nobody's. */
export const agencies = {
  own: idOf('a9e1', 0),
  police: idOf('a9e1', 1),
  health: idOf('a9e1', 2),
  school: idOf('a9e1', 3),
  abroad: idOf('a9e1', 4),
  donor: idOf('a9e1', 5),
  stranger: idOf('a9e1', 9),
} as const;

export const CENTRE = idOf('ce74', 1);
export const GRANT = idOf('94a1', 1);
export const GRANT_CODE = 'COMPASS-NL';

/** Two cases of one child, in turn or at once, and one of an adult. */
export const people = [
  { caseId: idOf('ca5e', 1), personId: idOf('be50', 1), age: 12 },
  { caseId: idOf('ca5e', 2), personId: idOf('be50', 2), age: 31 },
  { caseId: idOf('ca5e', 3), personId: idOf('be50', 1), age: 12 },
] as const;

export type Casting = (typeof people)[number];

/** Two users hold each role of an agency: one may approve what the other has prepared. */
export const actorOf = (role: Role, agencyId: string, nth: number): CommandActor => ({ userId: `user-${role.toLowerCase()}-${nth % 2}`, role, agencyId });

const coordinator = actorOf('NATIONAL_COORD', agencies.own, 0);

type Kind = { readonly name: keyof typeof agencies; readonly kind: string; readonly country: string };
const registered: readonly Kind[] = [
  { name: 'own', kind: 'NGO', country: 'NER' },
  { name: 'police', kind: 'POLICE', country: 'NER' },
  { name: 'health', kind: 'HEALTH', country: 'NER' },
  { name: 'school', kind: 'EDUCATION', country: 'NER' },
  { name: 'abroad', kind: 'FOREIGN_AGENCY', country: 'NGA' },
  { name: 'donor', kind: 'DONOR', country: 'NER' },
];

const centre = {
  agencyId: agencies.own,
  name: { fr: 'Centre fictif', en: 'Fictitious centre' },
  zone: 'Africa/Niamey',
  country: 'NER',
  admin1: 'NE-7',
  capacity: 2,
  minorCapacity: 1,
};
const grant = {
  grantCode: GRANT_CODE,
  name: { fr: 'Subvention fictive', en: 'Fictitious grant' },
  donorAgencyId: agencies.donor,
  agencyIds: [agencies.own],
  currency: 'EUR',
  from: '2022-01-01',
  to: '2023-12-31',
};

export type SceneStep = { readonly name: string; readonly id: string; readonly actor: CommandActor; readonly body: object };

/** What is there before the first case. The centre is small: so that it is full at times. */
export const scene: readonly SceneStep[] = [
  ...registered.map(({ name, kind, country }) => ({
    name: 'RegisterAgency',
    id: agencies[name],
    actor: coordinator,
    body: { name: { fr: 'Agence fictive', en: 'Fictitious agency' }, kind, country, zone: 'Africa/Niamey', mandateCountries: [country] },
  })),
  { name: 'RegisterCentre', id: CENTRE, actor: coordinator, body: centre },
  { name: 'RegisterGrant', id: GRANT, actor: actorOf('ME_OFFICER', agencies.own, 0), body: grant },
];
