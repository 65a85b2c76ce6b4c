import type { DomainEvent } from '../event-definition.ts';
import type { Metadata } from '../metadata.ts';

export type Given = { readonly type: string; readonly data: object; readonly metadata?: Partial<Metadata>; readonly id?: string };

const AGENCY = '0193c5a0-0000-7000-8000-00000000a9e1';

/** A fact as it would stand in the log: for tests of folds and rules. */
export function recordedFact(fact: Given, revision: number): DomainEvent {
  const number = String(revision).padStart(12, '0');
  const metadata: Metadata = {
    schemaVersion: 1,
    controller: AGENCY,
    occurredAt: { value: '2022-06-01', precision: 'day', zone: 'Africa/Niamey' },
    recordedAt: '2022-06-01T08:00:00.000Z',
    clock: 'ok',
    actor: { userId: 'user-caseworker-1', role: 'CASEWORKER', agencyId: AGENCY },
    commandId: `0193c5a0-0000-7000-9000-${number}`,
    commandIndex: [0, 1],
    correlationId: `0193c5a0-0000-7000-9000-${number}`,
    rules: [],
    legalBasis: [],
    consentIds: [],
    grants: [],
    ...fact.metadata,
  };
  return { id: fact.id ?? `0193c5a0-0000-7000-8000-${number}`, type: fact.type, revision, data: fact.data as DomainEvent['data'], metadata };
}
