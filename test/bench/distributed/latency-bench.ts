import { setTimeout as sleep } from 'node:timers/promises';
import { metadataOf } from '@amana/app/stored-metadata';
import type { RecordedEvent } from '@amana/ports/event-store';
import type { Partner } from '../../demo/partner.ts';
import type { Draft } from '../../fault/case-under-load.ts';
import { quantile } from '../alternate.ts';

const ALERT_MS = 60_000;

type Options = {
  readonly drafts: readonly Draft[];
  readonly partner: Partner;
  readonly everyMs: number;
  /** Asked at the end: when each alert was queued stands in it. */
  readonly log: () => Promise<readonly RecordedEvent[]>;
};
type Spread = { readonly p50: number; readonly p99: number; readonly most: number };

/** Milliseconds. */
export type LatencyFigures = {
  /** Command sent to command acknowledged. */
  readonly command: Spread;
  /** Acknowledged to webhook received and its signature checked. */
  readonly alert: Spread;
  /** Acknowledged to AlertQueued: relay, topic and consumer. What follows is the sender. */
  readonly queued: Spread;
  readonly count: number;
  readonly everyMs: number;
};

/** Sends a referral every so often, whatever becomes of the last one, and waits for the alerts. */
export async function benchLatency({ drafts, partner, everyMs, log }: Options): Promise<LatencyFigures> {
  const began = Date.now();
  const measure = async ({ send, partnersId }: Draft, n: number) => {
    await sleep(Math.max(0, began + n * everyMs - Date.now()));
    const received = partner.waitFor('referral.sent', partnersId, ALERT_MS + n * everyMs).then(() => Date.now());
    const sent = Date.now();
    const [{ acknowledged, eventId }, at] = await Promise.all([send().then((answer) => ({ acknowledged: Date.now(), eventId: eventOf(answer) })), received]);
    return { eventId, acknowledged, command: acknowledged - sent, alert: at - acknowledged };
  };
  const all = await Promise.all(drafts.map(measure));
  const queuedAt = queuedIn(await log());
  return {
    command: spreadOf(all.map(({ command }) => command)),
    alert: spreadOf(all.map(({ alert }) => alert)),
    queued: spreadOf(all.map(({ eventId, acknowledged }) => (queuedAt.get(eventId) ?? Number.NaN) - acknowledged)),
    count: all.length,
    everyMs,
  };
}

const eventOf = (answer: Readonly<Record<string, unknown>>): string => (answer['events'] as readonly { id: string }[])[0]?.id ?? '';

/** When an alert was queued, by the event that caused it. */
const queuedIn = (log: readonly RecordedEvent[]): Map<unknown, number> =>
  new Map(log.filter(({ type }) => type === 'AlertQueued').map((event) => [event.data['causeEventId'], Date.parse(metadataOf(event).recordedAt)]));

const spreadOf = (values: readonly number[]): Spread => ({ p50: quantile(values, 0.5), p99: quantile(values, 0.99), most: Math.max(...values) });
