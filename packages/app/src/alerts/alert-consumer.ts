import { alertableTypes } from '@amana/domain/alert/alertable';
import type { Consumer, Topic } from '@amana/ports/topic';
import type { Log } from '../log.ts';
import { CASES_TOPIC, NOTIFIER_GROUP, parseReference, type CaseReference } from '../relay/case-reference.ts';
import { createPlanner, type PlanDeps } from './plan-alerts.ts';
import { queueAlerts, type QueueDeps } from './queue-alerts.ts';

export type AlertConsumerDeps = PlanDeps &
  QueueDeps & {
    readonly topic: Topic;
    readonly output: Log;
    /** New rows are there: the sender need not wait for its next look. */
    readonly onQueued?: () => void;
  };

/** The topic says when it fails and not when it is well again: an idle one that has been quiet for so long is. Longer than any back-off. */
const QUIET_MS = 120_000;

/** `failures`: tries in a row that have failed, of a message or of the topic itself; 0 while all is well. */
export type AlertConsumer = Consumer & { status(): { readonly failures: number } };

/**
 * topic -> delivery rows, and nothing else: an outage of a partner never holds up the topic. What fails (a store that is away, an
 * event that is newer than this code) is tried again in place, visibly; only what is no reference goes to the dead letters.
 */
export function createAlertConsumer(deps: AlertConsumerDeps): AlertConsumer {
  let failures = 0;
  let failedAtMs = 0;

  async function queueFor({ eventId, stream, revision, type }: CaseReference): Promise<void> {
    if (!alertableTypes.includes(type)) return;
    const { planned, absent } = await createPlanner(deps)(stream, revision, new Set([eventId]));
    if (absent.length > 0) {
      // The log was restored or replaced since, and this is a message of before. Its events, sent again, have ids of their own.
      deps.output.warn({ eventId }, 'a reference to an event that is not in this log was dropped');
      return;
    }
    if ((await queueAlerts(planned, deps)) > 0) deps.onQueued?.();
  }

  const consumer = deps.topic.consumer({
    topic: CASES_TOPIC,
    group: NOTIFIER_GROUP,
    handle: async (message) => {
      await queueFor(parseReference(message));
      failures = 0;
    },
    onRetry: (error, attempt) => {
      failures = attempt;
      failedAtMs = deps.monotonic();
      deps.output.error({ error, attempt }, 'alerts could not be queued: trying again');
    },
  });
  return { ...consumer, status: () => ({ failures: deps.monotonic() - failedAtMs > QUIET_MS ? 0 : failures }) };
}
