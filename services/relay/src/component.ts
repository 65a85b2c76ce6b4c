import { heldWorker, type Hold } from '@amana/app/held-worker';
import type { LogLoopStatus } from '@amana/app/log-loop';
import { createRelay, type RelayDeps } from '@amana/app/relay/relay';
import { keepsFailing, type HealthCheck } from '@amana/platform/health';
import { loopComponent, type Component } from '@amana/platform/lifecycle';

export type RelayComponentDeps = RelayDeps & { readonly clock: { now(): { readonly recordedAt: string } }; readonly hold: Hold };

export type RelayStatus = {
  readonly atHead: boolean;
  /** Failures in a row; 0 while all is well. */
  readonly failures: number;
  /** Age of the last event that was passed on, while others wait behind it; 0 at the head, undefined before the first. */
  readonly lagMs: number | undefined;
};

/** `status` and `loop` are undefined while another process holds the lease. */
export type RelayComponent = Component & { status(): Promise<RelayStatus | undefined>; loop(): LogLoopStatus | undefined; readonly check: HealthCheck };

/** log -> topic. One process at a time runs it: whoever holds its lease. */
export function createRelayComponent(deps: RelayComponentDeps): RelayComponent {
  const worker = heldWorker('relay', () => createRelay(deps), deps.hold);

  async function status(): Promise<RelayStatus | undefined> {
    const relay = worker.current();
    if (relay === undefined) return undefined;
    const { position, failures, ...status } = relay.status();
    const atHead = status.atHead && failures === 0; // a loop that fails says where it stood before
    if (atHead) return { atHead, failures, lagMs: 0 };
    const last = position === undefined ? undefined : await deps.events.readAt(position);
    const recordedAt = last?.metadata['recordedAt'];
    return {
      atHead,
      failures,
      lagMs: typeof recordedAt === 'string' ? Date.parse(deps.clock.now().recordedAt) - Date.parse(recordedAt) : undefined,
    };
  }

  return Object.assign(loopComponent('relay', { start: () => worker.run(), stop: () => worker.stop() }), {
    status,
    loop: () => worker.current()?.status(),
    check: {
      name: 'relay',
      run: async () => {
        const found = await status();
        if (found === undefined) return { ok: true, detail: { standby: true } };
        const { failures, atHead, lagMs } = found;
        return { ok: !keepsFailing(failures), detail: { failures, atHead, ...(lagMs === undefined ? {} : { lagMs }) } };
      },
    },
  });
}
