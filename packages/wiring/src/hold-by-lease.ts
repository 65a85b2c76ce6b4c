import type { Hold } from '@amana/app/held-worker';
import { holdLease } from '@amana/app/hold-lease';
import { turnsByLease, type Turns } from '@amana/app/turns';
import type { Log } from '@amana/platform/logger';
import type { Lease } from '@amana/ports/lease';
import { tools } from './tools.ts';

/**
 * Within so long after a kill another process takes over. A worker is told to stop within a third of it; what it has sent to an engine by then
 * may land later, and changes nothing (docs/decisions/0009).
 */
export const LEASE_TERM_MS = 9_000;

/** Each worker runs in one of the processes that name it, the others stand by. */
export const holdByLease =
  (lease: Lease, output: Log): Hold =>
  (name, worker) =>
    holdLease({ name, lease, termMs: LEASE_TERM_MS, worker, monotonic: tools.monotonic, sleep: tools.sleep, output });

const PUBLISHING_WAITS_MS = 20_000;

/** What must not run side by side in any two processes. */
export const inTurnByLease = (lease: Lease, output: Log): Turns =>
  turnsByLease({ lease, termMs: LEASE_TERM_MS, waitMs: PUBLISHING_WAITS_MS, monotonic: tools.monotonic, sleep: tools.sleep, output });
