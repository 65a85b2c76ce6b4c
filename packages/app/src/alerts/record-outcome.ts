import type { AnyFact } from '@amana/domain/event-definition';
import type { EventStore } from '@amana/ports/event-store';
import { PortFailure, WrongRevision } from '@amana/ports/failures';
import { appendSurely, type Patience } from '../append-surely.ts';
import type { OpenLog } from '../open-log.ts';
import { systemEvent, type SystemStamp } from '../system-event.ts';
import { alertStream, readAlertHistory, type AlertHistory } from './alert-history.ts';

export type AlertLogDeps = Patience & {
  readonly events: EventStore;
  readonly log: OpenLog;
  readonly clock: { now(): SystemStamp['time'] };
  readonly newId: () => string;
};

const APPEND_MS = 10_000;
const TRIES = 5;

/** At a revision, on `alert-{alertId}`. Throws WrongRevision where the stream stands elsewhere. */
export async function appendToAlert(
  alertId: string,
  to: { head: AlertHistory['head']; facts: readonly AnyFact[]; causationId?: string },
  deps: AlertLogDeps,
): Promise<void> {
  const { logId } = deps.log;
  const time = deps.clock.now();
  const cause = to.causationId === undefined ? {} : { causationId: to.causationId };
  const events = to.facts.map((fact) => systemEvent(fact, { id: deps.newId(), logId, time, ...cause }));
  await appendSurely(
    deps.events,
    { stream: alertStream(alertId), expected: to.head, events },
    { ...deps, deadline: deps.monotonic() + APPEND_MS },
  );
}

/**
 * Says on the alert's stream what became of it. `facts` is asked again where another worker wrote in between: two may have the
 * same alert in hand, after a claim ran out. Nothing is appended where it answers with nothing.
 */
export async function recordOutcome(
  alertId: string,
  facts: (history: AlertHistory) => readonly AnyFact[],
  deps: AlertLogDeps,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const history = await readAlertHistory(deps.events, alertId);
    const outcome = facts(history);
    if (outcome.length === 0) return;
    try {
      await appendToAlert(alertId, { head: history.head, facts: outcome }, deps);
      return;
    } catch (error) {
      if (!(error instanceof WrongRevision)) throw error;
      if (attempt === TRIES)
        throw new PortFailure('ALERT_BUSY', 'others keep writing to the stream of an alert', { retryable: true, cause: error });
    }
  }
}
