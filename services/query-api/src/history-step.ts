import type { Step } from '@amana/app/reading/read-case';

/** One step of a replay: what happened, who said so and when, and on what it relied. */
export function historyStep({ of, event: { id, type, revision, data, metadata } }: Step) {
  const { actor, occurredAt, recordedAt, clock, rules, legalBasis, consentIds, grants, corrects, commandId } = metadata;
  return {
    of,
    revision,
    eventId: id,
    type,
    actor,
    occurredAt,
    recordedAt,
    clock,
    rules,
    legalBasis,
    consentIds,
    grants,
    corrects,
    commandId,
    data,
  };
}
