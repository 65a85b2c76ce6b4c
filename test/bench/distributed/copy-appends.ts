import { randomUUID } from 'node:crypto';
import type { EventStore } from '@amana/ports/event-store';
import { atOnce } from '../../demo/at-once.ts';
import { wholeLog } from '../../testing/log-of.ts';
import { appendsOf } from './appends-of.ts';

/** Copies what commands have stored under other ids, so many appends: a relay, which opens none of it, takes them like any. */
export async function copyAppends(store: EventStore, count: number): Promise<void> {
  const appends = appendsOf(await wholeLog(store));
  const copies = Array.from({ length: count }, (_, n) => appends.slice(n % appends.length, (n % appends.length) + 1)).flat();
  await atOnce(16, copies, async ({ stream, events }) => {
    const [kind] = stream.split('-', 1);
    await store.append(`${kind}-${randomUUID()}`, 'no-stream', events.map((event) => ({ ...event, id: randomUUID() })));
  });
}
