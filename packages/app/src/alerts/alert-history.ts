import { alertEvents } from '@amana/domain/alert/events';
import type { EventOf } from '@amana/domain/event-definition';
import type { EventStore, ExpectedRevision, RecordedEvent } from '@amana/ports/event-store';
import { readSealed } from '../read-event.ts';

type AlertEvent = { [T in keyof typeof alertEvents]: EventOf<typeof alertEvents, T> }[keyof typeof alertEvents];
type Queued = EventOf<typeof alertEvents, 'AlertQueued'>;

/** What the log knows of an alert. Where a delivery row says otherwise, this holds. */
export type AlertHistory = {
  readonly head: ExpectedRevision;
  /** Undefined: this log has never heard of the alert. */
  readonly queued: (Queued['data'] & { readonly eventId: string }) | undefined;
  readonly delivered: boolean;
  readonly replaced: boolean;
  /** The newest parking. */
  readonly parked: { readonly reason: string; readonly at: string } | undefined;
  /** Number of the last attempt whose outcome was recorded; 0 before the first. */
  readonly attempts: number;
  /** The same at the newest parking: after an operator let it go again, the schedule begins anew. */
  readonly attemptsWhenParked: number;
};

const nothing: AlertHistory = {
  head: 'no-stream',
  queued: undefined,
  delivered: false,
  replaced: false,
  parked: undefined,
  attempts: 0,
  attemptsWhenParked: 0,
};

export const alertStream = (alertId: string): string => `alert-${alertId}`;

export async function readAlertHistory(events: EventStore, alertId: string): Promise<AlertHistory> {
  return alertHistoryOf((await events.readStream(alertStream(alertId))).events);
}

export const alertHistoryOf = (events: readonly RecordedEvent[]): AlertHistory =>
  events.reduce<AlertHistory>((history, recorded) => {
    const event = readSealed(recorded, alertEvents) as AlertEvent;
    return { ...evolve(history, event), head: event.revision };
  }, nothing);

function evolve(history: AlertHistory, event: AlertEvent): AlertHistory {
  switch (event.type) {
    case 'AlertQueued':
      return { ...history, queued: { ...event.data, eventId: event.id } };
    case 'AlertDelivered':
      return { ...history, delivered: true, attempts: event.data.attempt };
    case 'AlertDeliveryFailed':
      return { ...history, attempts: event.data.attempt };
    case 'AlertParked':
      return { ...history, parked: { reason: event.data.reason, at: event.data.at }, attemptsWhenParked: history.attempts };
    case 'AlertReplaced':
      return { ...history, replaced: true };
    default:
      event satisfies never;
      return history;
  }
}
