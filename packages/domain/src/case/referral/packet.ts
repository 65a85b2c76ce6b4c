import { vulnerabilityFactor, type VulnerabilityFactor } from '../../code-lists/cl-15-vulnerability-factor.ts';
import { serviceType, type ServiceType } from '../../code-lists/cl-20-service-type.ts';
import type { DataCategory } from '../../code-lists/cl-43-data-category.ts';
import type { DomainEvent } from '../../event-definition.ts';
import { isMark, type Mark } from '../../mark.ts';
import type { Referral } from './state.ts';

/** What a partner sees of its referral: a header, what was said about it, and of the person the categories that may be shared. */
export type Packet = {
  readonly service: string;
  readonly priority: string;
  readonly status: string;
  readonly responseDueAt: string | null;
  readonly categories: readonly DataCategory[];
  readonly notes: readonly unknown[];
  readonly data: Readonly<Partial<Record<DataCategory, Readonly<Record<string, unknown>>>>>;
};

type Source = {
  readonly referral: Referral;
  /** Categories that the consents permit as of now (I-62). */
  readonly permitted: readonly DataCategory[];
  readonly caseEvents: readonly DomainEvent[];
  readonly personEvents: readonly DomainEvent[];
};

const pickFrom = (data: Readonly<Record<string, unknown>> | undefined, ...names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.filter((name) => data?.[name] !== undefined).map((name) => [name, data?.[name]]));

const lastOf = (events: readonly DomainEvent[], ...types: readonly string[]): DomainEvent['data'] | undefined =>
  events.findLast((event) => types.includes(event.type))?.data;

type Readable<T> = readonly T[] | Mark | undefined;
type Factor = { readonly code: VulnerabilityFactor; readonly level?: unknown };
type Need = { readonly service: ServiceType };

/**
 * Health data leave with the category HEALTH alone, which needs the consent MEDICAL_DATA (CL-38, I-62): from every other category
 * what tells of the person's health is left out. What cannot be read stays a mark.
 */
function withoutHealth<T>(list: Readable<T>, tellsOfHealth: (entry: T) => boolean, { permitted, referral }: Source): Readable<T> {
  if (permitted.includes('HEALTH') && referral.dataShared.includes('HEALTH')) return list;
  return list === undefined || isMark(list) ? list : list.filter((entry) => !tellsOfHealth(entry));
}

const isHealthService = (service: ServiceType): boolean => 'health' in serviceType.codes[service];
const isHealthFactor = ({ code }: Factor): boolean => 'health' in vulnerabilityFactor.codes[code];
const isHealthNeed = ({ service }: Need): boolean => isHealthService(service);

const isPart = ({ type }: DomainEvent): boolean => type === 'VulnerabilityAssessed' || type === 'NeedsAssessed';

/** Parts of the assessment that was approved last, or of the newest one before any is: nobody is sent half of a new one in its stead. */
function assessmentOf(events: readonly DomainEvent[]): readonly DomainEvent[] {
  const approved = events.findLast(({ type }) => type === 'AssessmentApproved');
  const assessmentId = (approved ?? events.findLast(isPart))?.data['assessmentId'];
  return events.filter((event) => isPart(event) && event.data['assessmentId'] === assessmentId);
}

/** All factors of its newest version, each with its level: what was said last of a level counts. A mark where one cannot be read. */
function factorsOf(parts: readonly DomainEvent[]): Readable<Factor> {
  const said = parts.filter(({ type }) => type === 'VulnerabilityAssessed').map(({ data }) => data);
  const newest = said.filter(({ version }) => version === said.at(-1)?.['version']);
  const ofLevel = new Map(newest.map((data) => [data['level'], data]));
  const lists = [...ofLevel].map(([level, { factors }]) => ({ level, factors: factors as readonly Factor[] | Mark }));
  const unreadable = lists.map(({ factors }) => factors).find(isMark);
  if (unreadable !== undefined || lists.length === 0) return unreadable;
  return lists.flatMap(({ level, factors }) => (isMark(factors) ? [] : factors.map((factor) => ({ ...factor, level }))));
}

const details = ['IdentityDetailsRecorded', 'IdentityDetailsCorrected'];

/** Each category from the facts that this release records. No locality (DP-15), no id, revision or time of the case. */
const contents: Readonly<Record<DataCategory, (source: Source) => Record<string, unknown>>> = {
  IDENTITY: ({ personEvents }) =>
    pickFrom(lastOf(personEvents, ...details), 'names', 'sex', 'birthYear', 'citizenship', 'languages'),
  CONTACT: ({ personEvents }) => pickFrom(lastOf(personEvents, ...details), 'contact'),
  LOCATION: ({ caseEvents }) => {
    const place = lastOf(caseEvents, 'PersonIdentified')?.['place'] as Readonly<Record<string, unknown>> | undefined;
    return pickFrom(place, 'country', 'admin1');
  },
  VULNERABILITY: (source) => {
    const parts = assessmentOf(source.caseEvents);
    const needs = lastOf(parts, 'NeedsAssessed')?.['needs'] as Readable<Need>;
    const shown = { factors: withoutHealth(factorsOf(parts), isHealthFactor, source), needs: withoutHealth(needs, isHealthNeed, source) };
    return pickFrom(shown, 'factors', 'needs');
  },
  HEALTH: ({ caseEvents }) => pickFrom(lastOf(assessmentOf(caseEvents), 'NeedsAssessed'), 'disability', 'pregnant', 'medicalUrgent'),
  SERVICE_SUMMARY: (source) => {
    const given = source.caseEvents.filter((event) => event.type === 'ServiceDelivered').map((event) => event.data['type'] as ServiceType);
    return { services: withoutHealth([...new Set(given)], isHealthService, source) };
  },
  FAMILY: () => ({}),
  HISTORY: () => ({}),
  JUSTICE: () => ({}),
  PHOTO: () => ({}),
  DOCUMENT_COPY: () => ({}),
};

/** From which events a category is made. */
const sources: Readonly<Partial<Record<DataCategory, readonly string[]>>> = {
  IDENTITY: details,
  CONTACT: details,
  LOCATION: ['PersonIdentified'],
  VULNERABILITY: ['VulnerabilityAssessed', 'NeedsAssessed'],
  HEALTH: ['NeedsAssessed'],
  SERVICE_SUMMARY: ['ServiceDelivered'],
};

/** Whether an event may be opened for this packet: it holds a category that is shared, or is about this very referral. Nothing else of the case is. */
export const isOfPacket = (event: Pick<DomainEvent, 'type' | 'data'>, of: { categories: readonly DataCategory[]; referralId: string }): boolean =>
  event.data['referralId'] === of.referralId || of.categories.some((category) => sources[category]?.includes(event.type) === true);

/** What was written to the partner, and what it asked, in order. */
function notesOf({ referral, caseEvents }: Source): unknown[] {
  const own = caseEvents.filter((event) => event.data['referralId'] === referral.referralId);
  return own.flatMap(({ data }) => [data['notes'], data['question'], data['answer']].filter((text) => text !== undefined));
}

export function packetOf(source: Source): Packet {
  const { referral, permitted } = source;
  const categories = referral.dataShared.filter((category) => permitted.includes(category));
  return {
    service: referral.service,
    priority: referral.priority,
    status: referral.status,
    responseDueAt: referral.responseDueAt ?? null,
    categories,
    notes: notesOf(source),
    data: Object.fromEntries(categories.map((category) => [category, contents[category](source)])),
  };
}
