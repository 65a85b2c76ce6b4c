import type { DomainEvent } from '@amana/domain/event-definition';

/** One step of a replay: what happened, who said so and when, and on what it relied. */
export function historyStep(of: 'case' | 'person', { id, type, revision, data, metadata }: DomainEvent) {
  const { actor, occurredAt, recordedAt, clock, rules, legalBasis, consentIds, grants, corrects, commandId } = metadata;
  return { of, revision, eventId: id, type, actor, occurredAt, recordedAt, clock, rules, legalBasis, consentIds, grants, corrects, commandId, data };
}
