import type { Metadata } from '@amana/domain/metadata';
import { latestInstantOf } from '@amana/domain/calendar';
import { spanOf } from '@amana/domain/partial-date-time';

type Timed = { readonly metadata: Metadata };

/**
 * What was known at an instant (ISO): the longest prefix of the stream whose times, by the running maximum over the confirmed
 * ones, do not lie behind it (I-103). So a clock that was wrong for a while neither hides nor shows too much, and an unconfirmed
 * time spoils nothing.
 */
export function knownAt<E extends Timed>(events: readonly E[], instant: string): E[] {
  const limit = Date.parse(instant);
  let newest = Number.NEGATIVE_INFINITY;
  const beyond = events.findIndex(({ metadata }) => {
    if (metadata.clock === 'ok') newest = Math.max(newest, Date.parse(metadata.recordedAt));
    return newest > limit;
  });
  return beyond === -1 ? [...events] : events.slice(0, beyond);
}

/** What had certainly happened by the end of a day (YYYY-MM-DD), each event in its own zone; what is known too roughly is left out. */
export function happenedUntil<E extends Timed>(events: readonly E[], day: string): E[] {
  return events.filter(({ metadata: { occurredAt } }) => {
    const span = spanOf(occurredAt, occurredAt.zone);
    return span !== undefined && span.to <= latestInstantOf(day, occurredAt.zone);
  });
}
