import { earliestInstantOf } from '@amana/domain/calendar';
import type { Moment } from '../history.ts';
import type { Invariant } from './invariant.ts';

const SKEW_MS = 5 * 60_000;

type Asking = (moment: Moment) => boolean | undefined;

/** A rule about every event; undefined: not about this one. */
const everywhere = (id: string, rule: string, holds: Asking): Invariant => ({
  id,
  rule,
  ask: ({ moments }) => {
    const asked = moments.map((moment) => ({ moment, holds: holds(moment) })).filter((each) => each.holds !== undefined);
    return { asked: asked.length, faults: asked.filter((each) => !each.holds).map(({ moment: { event } }) => `${id}: ${event.type} at ${event.stream}@${event.revision}`) };
  },
});

const isInPast = ({ event: { metadata } }: Moment): boolean => {
  const { value, precision, zone } = metadata.occurredAt;
  if (precision === 'unknown') return true;
  const earliest = precision === 'instant' ? Date.parse(value) : earliestInstantOf(value, zone);
  return earliest <= Date.parse(metadata.recordedAt) + SKEW_MS;
};

/** The log itself: I-102 to I-104, I-109. */
export const log: readonly Invariant[] = [
  everywhere('I-102', 'a stream only grows: revisions without a gap, each event once', ({ event, before, logBefore }) => event.revision === before.length && !logBefore.some(({ id }) => id === event.id)),
  everywhere('I-103', 'nothing happened in the future of a clock that is trusted', (moment) => (moment.event.metadata.clock === 'ok' ? isInPast(moment) : undefined)),
  everywhere('I-104', 'one command is one run of events in one stream, all of them', ({ event, command, before }) => {
    const [index, count] = event.metadata.commandIndex;
    const first = command[0]?.revision ?? -1;
    return command.length === count && event.revision === first + index && command.every(({ stream }, i) => stream === event.stream && command[i]?.revision === first + i) && before.length >= index;
  }),
  {
    ...everywhere('I-109', 'a published report never changes: its stream holds one event', ({ event }) => (event.stream.startsWith('report-') ? event.revision === 0 : undefined)),
    only: 'rows',
  },
];
