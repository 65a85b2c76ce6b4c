import type { EventStore } from '@amana/ports/event-store';
import type { Keyring } from '@amana/ports/keyring';
import { keyIdsOf } from '@amana/privacy/open-event';
import { createLogLoop, type LogLoop, type LogLoopOptions } from './log-loop.ts';
import { metadataOf } from './stored-metadata.ts';

export type WatchLogDeps = Pick<LogLoopOptions, 'backoffMs' | 'sleep' | 'output'> & {
  readonly events: EventStore;
  readonly keyring: Keyring;
  readonly clock: { sawInLog(recordedAt: string, position: bigint): void };
};

const PAUSE_MS = 1_000;

/**
 * Do keyring and clock belong to this log? Goes through it once at the start and follows it. A key that is neither there nor has a
 * receipt means that the keyring is an older copy or another one, and what was sealed under it cannot be read by anybody: an error
 * on the readiness page, never read as an erasure (design: failure model). A clock long before any time that was trusted when it
 * was stored is not to be trusted, though the newest events themselves say nothing against it (design: Times).
 */
export function createLogWatch({ events, keyring, clock, ...deps }: WatchLogDeps): LogLoop & { missing(): number } {
  const missing = new Set<string>();
  let position: bigint | undefined;
  let atHead = false;

  const loop = createLogLoop({
    ...deps,
    name: 'log-watch',
    events,
    load: async () => position,
    // Nobody waits for what it finds: at the head it reads once a second what has come, not each event as it comes.
    between: async (signal) => {
      if (atHead) await deps.sleep(PAUSE_MS, signal);
    },
    handle: async (page) => {
      for (const event of page.events) {
        const { clock: trusted, recordedAt } = metadataOf(event);
        if (trusted === 'ok') clock.sawInLog(recordedAt, event.position);
      }
      const keyIds = keyIdsOf(page.events, () => true);
      const found = await keyring.find(keyIds);
      for (const keyId of keyIds) if (!found.has(keyId)) missing.add(keyId);
      position = page.next;
      ({ atHead } = page);
    },
  });
  return { ...loop, missing: () => missing.size };
}
