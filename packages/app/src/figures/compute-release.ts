import type { EventDefinitions } from '@amana/domain/event-definition';
import { countPersons, DEFINITION_VERSION, type FigureParams } from '@amana/domain/figures/assisted';
import { bandOf, figuresOf, marginsOf } from '@amana/domain/figures/figures';
import type { ReleaseFigures } from '@amana/domain/report/report-queries';
import { LEAST_K, suppressMargins } from '@amana/disclosure/suppress-margins';
import type { EventStore } from '@amana/ports/event-store';
import { PortFailure } from '@amana/ports/failures';
import { digestOf } from '@amana/privacy/digests';
import type { Keys } from '@amana/privacy/subject-keys';
import { metadataOf } from '../stored-metadata.ts';
import { factsFromLog } from './facts-from-log.ts';
import { openPeople } from './open-people.ts';

export type ReleaseDeps = { readonly events: EventStore; readonly keys: Keys; readonly definitions: EventDefinitions };

/**
 * The figures of a release: from the log up to its newest event now, without the persons who did not consent to non-identifying
 * reporting, margin by margin shown or withheld (5.4). The same log gives the same bytes.
 */
export async function computeRelease(controller: string, params: FigureParams, deps: ReleaseDeps): Promise<ReleaseFigures> {
  const head = await deps.events.head();
  const pinned = head === undefined ? undefined : await deps.events.readAt(head);
  if (pinned === undefined) throw new PortFailure('EMPTY_LOG', 'there is nothing to report on', { retryable: false });
  const { facts, cards } = await factsFromLog(controller, pinned.position, deps);
  const counted = countPersons(await openPeople(facts, cards, deps.keys), params, metadataOf(pinned).recordedAt);
  const reported = counted.filter((person) => person.mayBeReported);
  const figures = figuresOf(reported);
  const indicators = marginsOf(figures).map(({ id, margins }) => ({ id, margins: suppressMargins(margins, LEAST_K).map((margin) => ({ ...margin, cells: [...margin.cells] })) }));
  const excluded = counted.filter((person) => person.assistedOn !== undefined && !person.mayBeReported).length;
  return {
    definitionVersion: DEFINITION_VERSION,
    asOfEventId: pinned.id,
    k: LEAST_K,
    indicators,
    excludedBand: bandOf(excluded),
    erased: bandOf(figures.erased),
    contentDigest: digestOf(indicators),
  };
}
