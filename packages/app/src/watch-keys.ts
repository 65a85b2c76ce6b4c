import type { EventStore } from '@amana/ports/event-store';
import type { Keyring } from '@amana/ports/keyring';
import { keyIdsOf } from '@amana/privacy/open-event';
import { createLogLoop, type LogLoop, type LogLoopOptions } from './log-loop.ts';

export type WatchKeysDeps = Pick<LogLoopOptions, 'backoffMs' | 'sleep'> & { readonly events: EventStore; readonly keyring: Keyring };

/**
 * Do keyring and log belong together? Goes through the log once at the start and follows it: a key that is neither there nor has a
 * receipt means that the keyring is an older copy or another one, and what was sealed under it cannot be read by anybody. That is
 * an error on the readiness page, and never read as an erasure (design: failure model).
 */
export function createKeyWatch({ events, keyring, ...deps }: WatchKeysDeps): LogLoop & { missing(): number } {
  const missing = new Set<string>();
  let position: bigint | undefined;

  const loop = createLogLoop({
    ...deps,
    name: 'key-watch',
    events,
    load: async () => position,
    handle: async (page) => {
      const keyIds = keyIdsOf(page.events, () => true);
      const found = await keyring.find(keyIds);
      for (const keyId of keyIds) if (!found.has(keyId)) missing.add(keyId);
      position = page.next;
    },
  });
  return { ...loop, missing: () => missing.size };
}
