import type { AnyFact } from '@amana/domain/event-definition';
import type { Metadata } from '@amana/domain/metadata';
import type { NewEvent } from '@amana/ports/event-store';
import type { JsonObject } from '@amana/ports/json';

export type SystemStamp = {
  readonly id: string;
  readonly logId: string;
  readonly time: { readonly recordedAt: string; readonly clock: 'ok' | 'unconfirmed' };
  readonly causationId?: string;
};

/** An event of the system itself (`log`, `access-`, `alert-`): its actor is the log, its command its own id; nothing in it is sealed. */
export function systemEvent(fact: AnyFact, { id, logId, time, causationId }: SystemStamp): NewEvent {
  const metadata: Metadata = {
    schemaVersion: 1,
    controller: logId,
    occurredAt: { value: time.recordedAt, precision: 'instant', zone: 'UTC' },
    recordedAt: time.recordedAt,
    clock: time.clock,
    actor: { userId: 'system', role: 'SYS', agencyId: logId },
    commandId: id,
    commandIndex: [0, 1],
    correlationId: id,
    ...(causationId === undefined ? {} : { causationId }),
    rules: [],
    legalBasis: [],
    consentIds: [],
    grants: [],
  };
  return { id, type: fact.type, data: fact.data as JsonObject, metadata: metadata as unknown as JsonObject };
}
