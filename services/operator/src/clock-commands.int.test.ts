import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findConfirmation } from '@amana/app/clock/confirm-clock';
import { createCountedLog, type CountedLog } from '@amana/app/testing/counted-log';
import { createSqliteReadModelStore } from '@amana/store-embedded/sqlite-read-model-store';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import { clockCommands } from './clock-commands.ts';
import { textsOf } from './texts.ts';

describe('clock', () => {
  let work: ReturnType<typeof openWorkDatabase>;
  let world: CountedLog;
  let said: string[];
  let now: string;
  beforeEach(async () => {
    work = openWorkDatabase(':memory:');
    world = await createCountedLog(createSqliteReadModelStore(work));
    now = '2026-03-01T12:00:00.000Z';
    said = [];
  });
  afterEach(() => {
    world.close();
    work.close();
  });

  const clock = { now: () => ({ recordedAt: now }) };
  const commands = (language: 'en' | 'fr' = 'en') => clockCommands({ texts: textsOf(language), say: (text) => void said.push(text), inside: (use) => use({ ...world.deps, clock }) });
  const confirmation = () => findConfirmation(world.deps);

  it('alone it shows the clock, and says how to confirm it; nothing is confirmed', async () => {
    expect(await commands().clock({ yes: false })).toBe(0);
    expect(said).toEqual(['The clock of this machine stands at 2026-03-01T12:00:00.000Z (UTC).\nIt was never confirmed in this era of the log.\nCompare it with another one. If it is right: npm run amana -- clock --yes']);
    expect(await confirmation()).toBeUndefined();
  });

  it('--yes confirms it as it stands, up to the head of the log, and again later; then it says since when', async () => {
    expect(await commands().clock({ yes: true })).toBe(0);
    expect(said).toEqual([expect.stringMatching(/^Confirmed: at 2026-03-01T12:00:00\.000Z \(UTC\) this clock was right\.\n.*\/readyz/)]);
    expect(await confirmation()).toEqual({ at: now, position: await world.app.store.head() });
    now = '2026-03-02T12:00:00.000Z';
    await world.count('case-1', 1);
    expect(await commands('fr').clock({ yes: true })).toBe(0);
    expect(said[1]).toContain('Confirmée : à 2026-03-02T12:00:00.000Z (UTC)');
    expect(await confirmation()).toEqual({ at: now, position: await world.app.store.head() });
    expect(await commands('fr').clock({ yes: false })).toBe(0);
    expect(said[2]).toContain('Elle a été confirmée la dernière fois à 2026-03-02T12:00:00.000Z.');
  });
});
