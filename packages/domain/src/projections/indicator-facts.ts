import { compact } from './compact.ts';
import type { ProjectedEvent, Projection, RowBody, SealedRef } from './projection.ts';

/** A fact that may make a person count, with the day on which it happened as it was recorded. */
export type Qualifying = RowBody & {
  readonly eventId: string;
  readonly kind: 'SERVICE' | 'ITEMS' | 'STAY' | 'REINTEGRATION';
  readonly occurredAt: RowBody;
  /** End of a stay; absent while it lasts. */
  readonly until?: RowBody;
  readonly centreId?: string;
  readonly grants: readonly string[];
};

export type IndicatorFacts = RowBody & {
  readonly controller?: string;
  readonly personId?: string;
  readonly qualifying?: readonly Qualifying[];
  readonly attributions?: readonly RowBody[];
  /** Determinations of the victim status, sealed as they stand in their events, in the order of the log (I-42). */
  readonly statuses?: readonly RowBody[];
  /** Consents to non-identifying reporting that were not withdrawn, by id, with their validity. */
  readonly reporting?: Readonly<Record<string, RowBody>>;
};

const sealedRef = (ref: SealedRef, occurredAt: RowBody): RowBody => ({ ...(ref as SealedRef & RowBody), occurredAt });

function withoutStay(facts: IndicatorFacts, until: RowBody): IndicatorFacts {
  const qualifying = (facts.qualifying ?? []).map((fact) => (fact.kind === 'STAY' && fact.until === undefined ? { ...fact, until } : fact));
  return { ...facts, qualifying };
}

/** I-102: what a later event corrects counts no longer; that event does. Facts are corrected by one of their own kind. */
const uncorrected = <Fact extends RowBody>(facts: readonly Fact[] | undefined, { metadata }: ProjectedEvent, isOfKind: (fact: Fact) => boolean): Fact[] =>
  (facts ?? []).filter((fact) => fact['eventId'] !== metadata.corrects || !isOfKind(fact));

/** The facts of one case from which indicators are computed (5.2). Clear, but for the parts that stay sealed. One fold for rows and for releases. */
export function evolveIndicatorFacts(facts: IndicatorFacts, event: ProjectedEvent): IndicatorFacts {
  const { data, metadata, id: eventId } = event;
  const { occurredAt } = metadata;
  const add = (kind: Qualifying['kind'], centreId: unknown): IndicatorFacts => {
    const fact: Qualifying = { eventId, kind, occurredAt, grants: metadata.grants, ...(typeof centreId === 'string' ? { centreId } : {}) };
    return { ...facts, qualifying: [...uncorrected(facts.qualifying, event, (other) => other.kind === kind), fact] };
  };
  switch (event.type) {
    case 'PersonIdentified':
      return { ...facts, controller: metadata.controller, personId: data['personId'] as string };
    case 'ServiceDelivered':
      return add('SERVICE', data['centreId']);
    case 'ItemsIssued':
      return add('ITEMS', data['centreId']);
    case 'AdmittedToCentre':
      return add('STAY', data['centreId']);
    case 'LeftCentre':
      return withoutStay(facts, occurredAt);
    case 'ReintegrationSupportDelivered':
      return add('REINTEGRATION', undefined);
    case 'CaseAttributedToGrant': {
      const attribution = { eventId, grantCode: data['grantCode'] as string, from: data['from'] as string };
      return { ...facts, attributions: [...uncorrected(facts.attributions, event, () => true), attribution] };
    }
    case 'VictimStatusDetermined':
      return { ...facts, statuses: [...(facts.statuses ?? []), sealedRef(event.ref, occurredAt)] };
    case 'ConsentGranted':
      return data['scope'] === 'REPORTING_NON_IDENT' ? { ...facts, reporting: { ...facts.reporting, [data['consentId'] as string]: validityOf(event) } } : facts;
    case 'ConsentWithdrawn':
      return { ...facts, reporting: without(facts.reporting ?? {}, data['consentIds'] as string[]) };
    default:
      return facts;
  }
}

const without = (reporting: Readonly<Record<string, RowBody>>, gone: readonly string[]): Record<string, RowBody> =>
  Object.fromEntries(Object.entries(reporting).filter(([id]) => !gone.includes(id)));

const validityOf = ({ data, metadata }: ProjectedEvent): RowBody =>
  compact({ validFrom: data['validFrom'], validUntil: data['validUntil'], zone: metadata.occurredAt.zone });

export const indicatorFacts: Projection<IndicatorFacts> = {
  name: 'indicator-facts',
  version: 2,
  indexes: [['controller']],
  kinds: ['case'],
  initial: {},
  evolve: evolveIndicatorFacts,
  rows: (facts) => [{ rowId: 'facts', keys: { controller: facts.controller ?? '' }, body: facts }],
};
