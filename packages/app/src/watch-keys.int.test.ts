import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Keyring } from '@amana/ports/keyring';
import { v7 } from 'uuid';
import { createEmbeddedApp } from './testing/embedded-app.ts';
import { createKeyWatch } from './watch-keys.ts';

const identify = { personId: v7(), channel: 'BORDER_POST', place: { country: 'NER' }, indicators: [], wayOfArrival: 'BORDER_POST', legalBasis: ['PUBLIC_TASK'] };

describe('key watch', () => {
  let app: ReturnType<typeof createEmbeddedApp>;
  beforeEach(async () => {
    app = createEmbeddedApp();
    await app.send('IdentifyPerson', { id: v7(), body: identify });
  });
  afterEach(() => app.close());

  /** Runs the watch until it has read the log to its end. */
  async function missingIn(keyring: Keyring): Promise<number> {
    const watch = createKeyWatch({ events: app.store, keyring, backoffMs: () => 0, sleep: async () => undefined });
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
});
