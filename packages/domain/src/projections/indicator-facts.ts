import { compact } from './compact.ts';
import type { Projection, RowBody, SealedRef } from './projection.ts';

/** A fact that may make a person count, with the day on which it happened as it was recorded. */
export type Qualifying = RowBody & {
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

/** The facts of one case from which indicators are computed (5.2). Clear, but for the parts that stay sealed. One fold for rows and for releases. */
export function evolveIndicatorFacts(facts: IndicatorFacts, event: Parameters<Projection['evolve']>[1]): IndicatorFacts {
  const { data, metadata } = event;
  const { occurredAt } = metadata;
  const add = (kind: Qualifying['kind'], centreId: unknown): IndicatorFacts => {
    const fact: Qualifying = { kind, occurredAt, grants: metadata.grants, ...(typeof centreId === 'string' ? { centreId } : {}) };
    return { ...facts, qualifying: [...(facts.qualifying ?? []), fact] };
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
    case 'CaseAttributedToGrant':
      return { ...facts, attributions: [...(facts.attributions ?? []), { grantCode: data['grantCode'] as string, from: data['from'] as string }] };
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

const validityOf = ({ data, metadata }: Parameters<Projection['evolve']>[1]): RowBody =>
  compact({ validFrom: data['validFrom'], validUntil: data['validUntil'], zone: metadata.occurredAt.zone });

export const indicatorFacts: Projection<IndicatorFacts> = {
  name: 'indicator-facts',
  version: 1,
  indexes: [['controller']],
  kinds: ['case'],
  initial: {},
  evolve: evolveIndicatorFacts,
  rows: (facts) => [{ rowId: 'facts', keys: { controller: facts.controller ?? '' }, body: facts }],
};
