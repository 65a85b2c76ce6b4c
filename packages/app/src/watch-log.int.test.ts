import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore } from '@amana/ports/event-store';
import type { Keyring } from '@amana/ports/keyring';
import { StoreUnavailable } from '@amana/ports/failures';
import { v7 } from 'uuid';
import { createEmbeddedApp } from './testing/embedded-app.ts';
import { createLogWatch } from './watch-log.ts';

const identify = { personId: v7(), channel: 'BORDER_POST', place: { country: 'NER' }, indicators: [], wayOfArrival: 'BORDER_POST', legalBasis: ['PUBLIC_TASK'] };

describe('log watch', () => {
  let app: ReturnType<typeof createEmbeddedApp>;
  beforeEach(async () => {
    app = createEmbeddedApp();
    await app.send('IdentifyPerson', { id: v7(), body: identify });
  });
  afterEach(() => {
    expect(warned).toEqual([]);
    app.close();
  });

  const seen: string[] = [];
  const warned: object[] = [];
  const output = { warn: (facts: object) => warned.push(facts) };
  const clock = { sawInLog: (recordedAt: string) => seen.push(recordedAt) };

  /** Runs the watch until it has read the log to its end. */
  async function missingIn(keyring: Keyring, events: EventStore = app.store): Promise<number> {
    const watch = createLogWatch({ events, keyring, clock, output, backoffMs: () => 0, sleep: async () => undefined });
    const run = watch.run();
    while (!watch.status().atHead) await new Promise(setImmediate);
    await watch.stop();
    await run;
    return watch.missing();
  }

  it('finds every key of a keyring that belongs to the log', async () => {
    expect(await missingIn(app.keyring)).toBe(0);
  });

  it('counts the keys that another keyring does not know: nobody can read what they sealed', async () => {
    const other = createEmbeddedApp();
    const { events } = await app.store.readStream((await app.store.readLog(undefined, { limit: 1 })).events[0]?.stream ?? '');
    const parts = events.flatMap(({ data }) => (data['sealed'] as readonly unknown[]) ?? []);
    expect(await missingIn(other.keyring)).toBe(parts.length);
    expect(parts.length).toBeGreaterThan(0);
    other.close();
  });

  it('goes on behind what it has handled, and not behind what it has read: a keyring that was away hides no missing key', async () => {
    const other = createEmbeddedApp();
    let calls = 0;
    const find: Keyring['find'] = (keyIds) => (++calls === 1 ? Promise.reject(new StoreUnavailable('away', { written: 'no' })) : other.keyring.find(keyIds));
    const before = warned.length;
    expect(await missingIn({ ...other.keyring, find })).toBeGreaterThan(0);
    expect(warned.slice(before)).toMatchObject([{ loop: 'log-watch', failures: 1 }]);
    warned.length = before;
    other.close();
  });

  it('at the head it rests for a second before it reads on: its reads must not double those of every command', async () => {
    const rests: number[] = [];
    const watch = createLogWatch({ events: app.store, keyring: app.keyring, clock, output, backoffMs: () => 0, sleep: async (ms) => void rests.push(ms) });
    const run = watch.run();
    while (!watch.status().atHead) await new Promise(setImmediate);
    const { position } = watch.status();
    expect(rests).toEqual([]);
    await app.send('IdentifyPerson', { id: v7(), body: identify });
    while (watch.status().position === position) await new Promise(setImmediate);
    expect(rests[0]).toBe(1_000);
    await watch.stop();
    await run;
  });

  it('tells the clock of every time that was trusted when it was stored, and of no other', async () => {
    const id = v7();
    await app.send('IdentifyPerson', { id, body: identify });
    const { events } = await app.store.readLog(undefined, { limit: 10 });
    const last = events.at(-1);
    const doubted: EventStore = {
      ...app.store,
      readLog: async (...args) => {
        const page = await app.store.readLog(...args);
        return { ...page, events: page.events.map((event) => (event.id === last?.id ? { ...event, metadata: { ...event.metadata, clock: 'unconfirmed' } } : event)) };
      },
    };
    seen.length = 0;
    await missingIn(app.keyring, doubted);
    expect(seen).toEqual(events.slice(0, -1).map(({ metadata }) => metadata['recordedAt']));
    expect(seen.length).toBeGreaterThan(0);
  });
});
