import type { EventStore, RecordedEvent } from '@amana/ports/event-store';
import { eventDigestOf } from '@amana/privacy/digests';
import { LOG_STREAM } from './export-summary.ts';
import { logEvents } from './log-events.ts';
import { MoveRefused } from './move-refused.ts';
import { placedEvents, type OriginalAppend, type PlacedEvent } from './original-appends.ts';

export type Compared = {
  /** So many appends of the export are in the store already, and nothing else before them. */
  readonly appends: number;
  readonly events: number;
  /** What stands behind them. */
  readonly next: RecordedEvent | undefined;
};

/**
 * How far an earlier import came: the store holds nothing, or exactly the first appends of this export. Throws MoveRefused
 * TARGET_NOT_EMPTY where it holds anything else.
 */
export async function compareTarget(store: EventStore, appends: AsyncIterable<OriginalAppend>, onEvents: (count: number) => void): Promise<Compared> {
  const stored = logEvents(store);
  let [there, events] = [0, 0];
  for await (const append of appends) {
    const placed = placedEvents(append);
    const first = await stored.next();
    if (first.done) return { appends: there, events, next: undefined };
    await refuseUnlessSame(placed, first.value, stored);
    there += 1;
    events += placed.length;
    onEvents(placed.length);
  }
  const behind = await stored.next();
  return { appends: there, events, next: behind.done ? undefined : behind.value };
}

async function refuseUnlessSame(placed: readonly PlacedEvent[], first: RecordedEvent, rest: AsyncGenerator<RecordedEvent>): Promise<void> {
  let here: RecordedEvent | undefined = first;
  for (const [i, event] of placed.entries()) {
    if (i > 0) {
      const next = await rest.next();
      here = next.done ? undefined : next.value;
    }
    if (here === undefined || eventDigestOf(here) !== eventDigestOf(event)) throw new MoveRefused('TARGET_NOT_EMPTY');
  }
}

/** Was the import of this log finished here? Then `LogMoved` stands behind its last append. */
export const isMovedHere = ({ next }: Compared, logId: string): boolean =>
  next?.stream === LOG_STREAM && next.type === 'LogMoved' && next.data['logId'] === logId;
