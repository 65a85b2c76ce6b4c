import { endAlertSubscription } from '@amana/domain/agency/end-alert-subscription';
import type { Command } from '@amana/domain/command-definition';
import { PortFailure } from '@amana/ports/failures';
import { v5 } from 'uuid';
import type { CommandOutcome, CommandRequest } from '../command-request.ts';
import type { Log } from '../log.ts';
import type { OpenLog } from '../open-log.ts';
import type { SystemStamp } from '../system-event.ts';

export type EndGoneEndpointDeps = {
  readonly handleCommand: (request: CommandRequest) => Promise<CommandOutcome>;
  readonly log: OpenLog;
  readonly output: Log;
  readonly clock: { now(): SystemStamp['time'] };
};

/** `queuedEventId` is the id of AlertQueued: it stays the same over every attempt. */
export type GoneEndpoint = { readonly agencyId: string; readonly endpointId: string; readonly queuedEventId: string };

/**
 * An endpoint that answers 410 wants no more: the system ends its subscription. Refusals that mean "done": it has ended already, or
 * this very command was stored before a crash, with another time in its body. Throws (retryable) where others kept writing.
 */
export async function endGoneEndpoint({ agencyId, endpointId, queuedEventId }: GoneEndpoint, deps: EndGoneEndpointDeps): Promise<void> {
  const outcome = await deps.handleCommand({
    command: endAlertSubscription as unknown as Command<never>,
    id: agencyId,
    body: { occurredAt: { value: deps.clock.now().recordedAt, precision: 'instant', zone: 'UTC' }, endpointId },
    commandId: v5('end-endpoint', queuedEventId),
    actor: { userId: 'system', role: 'SYS', agencyId: deps.log.logId },
    causationId: queuedEventId,
  });
  if (isDone(outcome)) return;
  if (outcome.outcome === 'conflict')
    throw new PortFailure('AGENCY_BUSY', 'others keep writing to the stream of an agency', { retryable: true });
  const reason = outcome.outcome === 'rejected' ? outcome.rejection.rejected : outcome.outcome;
  deps.output.error({ agencyId, endpointId, reason }, 'the subscription of an endpoint that is gone could not be ended');
}

const isDone = (outcome: CommandOutcome): boolean =>
  outcome.outcome === 'stored' ||
  outcome.outcome === 'key-reused' ||
  (outcome.outcome === 'rejected' && outcome.rejection.rejected === 'SUBSCRIPTION_ENDED');
