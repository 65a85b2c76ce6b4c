import { START } from '@eventstore/db-client';
import type { NodeClient } from './node-client.ts';
import { positionOf } from './recorded-event.ts';
import type { Scope } from './scope.ts';

export type FollowOptions = {
  client: NodeClient;
  scope: Scope;
  /** The subscription gives what stands behind; undefined: from the start of the log. */
  from: bigint | undefined;
  onPosition: (position: bigint) => void;
  /** The server must have confirmed the subscription by then. */
  confirmMs: number;
  signal: AbortSignal;
};

/**
 * One subscription, until it is over: on the signal, on a failure, without a confirmation, or because the server ended it, which is a drop
 * like any other and comes without an error. Rejects or resolves, gives its client and connection back, and never subscribes again.
 */
export async function followLog({ client, scope, from, onPosition, confirmMs, signal }: FollowOptions): Promise<void> {
  const fromPosition = from === undefined ? START : { commit: from, prepare: from };
  const subscription = client.subscribeToAll({ fromPosition, filter: scope.filter, requiresLeader: true, resolveLinkTos: false });
  const end = (): void => {
    subscription.destroy(new Error('the subscription was given up'));
  };
  const timer = setTimeout(end, confirmMs);
  subscription.on('confirmation', () => clearTimeout(timer));
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  try {
    for await (const { event } of subscription) if (event !== undefined) onPosition(positionOf(event));
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    client.end(); // and with it the call
  }
}
