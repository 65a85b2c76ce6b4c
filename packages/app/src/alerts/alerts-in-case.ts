import { alertableCase, alertsOf, type Alert } from '@amana/domain/alert/alertable';
import { caseAggregate } from '@amana/domain/case/state';
import type { Referral } from '@amana/domain/case/referral/state';
import type { RecordedEvent } from '@amana/ports/event-store';
import { readSealed } from '../read-event.ts';

/** An alert with the event that causes it, and the referral as it stood with that event. */
export type CausedAlert = { readonly cause: RecordedEvent; readonly alert: Alert; readonly referral: Referral | undefined };

/**
 * All alerts that these events give rise to, each by the fold up to and with its cause: a rebuild years later says the same.
 * `events` is a case's stream from its beginning. No key is needed. Throws NewerEvent.
 */
export function alertsInCase(stream: string, events: readonly RecordedEvent[]): CausedAlert[] {
  let state = alertableCase.initial(stream);
  return events.flatMap((cause) => {
    const event = readSealed(cause, caseAggregate.events);
    state = alertableCase.evolve(state, event);
    return alertsOf(event, state).map((alert) => ({ cause, alert, referral: referralOf(alert, state.referrals) }));
  });
}

const referralOf = ({ subject }: Alert, referrals: Readonly<Record<string, Referral>>): Referral | undefined =>
  subject.of === 'referral' ? referrals[subject.referralId] : undefined;
