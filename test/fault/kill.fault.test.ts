import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { createChance } from '../demo/chance.ts';
import { logOf } from '../testing/log-of.ts';
import { newSeed, runOf } from '../testing/seed.ts';
import { startStandalone } from '../testing/standalone-process.ts';
import { faultsInLog } from './faults-in-log.ts';
import { startLoad } from './load.ts';
import { rowsOf } from './rows-of.ts';

const KILLS = 5;
const ALERTS_MS = 15_000;

async function untilAlerted(referrals: readonly string[], alerted: () => readonly (string | undefined)[]): Promise<void> {
  const deadline = performance.now() + ALERTS_MS;
  while (performance.now() < deadline && referrals.some((id) => !alerted().includes(id))) await sleep(50);
}

describe('a process that is killed at any instant', () => {
  it('loses nothing that it acknowledged, doubles nothing, and builds the same rows again', async () => {
    const seed = newSeed('kill');
    const chance = createChance(seed);
    await using load = await startLoad(runOf(seed), startStandalone);
    const { system: standalone, given, referrals, health } = load;
    for (let kill = 0; kill < KILLS; kill++) {
      await load.more(chance.between(15, 60));
      await sleep(chance.next() * 10);
      expect(await standalone.kill('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
      await standalone.restart();
    }
    await load.more(20);
    await load.stop();
    await standalone.caughtUp();
    expect(await standalone.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(load.api.counts.unanswered).toBeGreaterThan(KILLS); // commands were in flight when it was killed

    const log = await logOf(standalone.folder);
    expect(faultsInLog(log, given)).toEqual([]);
    const stored = Map.groupBy(
      log.filter(({ metadata }) => (metadata['actor'] as { role: string }).role !== 'SYS'),
      ({ metadata }) => metadata['commandId'] as string,
    );
    expect(new Set(stored.keys())).toEqual(new Set(given.map(({ key }) => key)));

    const before = rowsOf(standalone.folder);
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(standalone.folder, 'data', `work.db${suffix}`), { force: true });
    await standalone.restart();
    await standalone.caughtUp();
    const alerts = () => [...health.alerts.values()];
    await untilAlerted(referrals, () => alerts().map(({ referralId }) => referralId));
    await standalone.kill('SIGTERM');
    const after = rowsOf(standalone.folder);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(Object.values(before).flat().length).toBeGreaterThan(referrals.length);
    for (const [projection, rows] of Object.entries(before)) expect({ projection, rows: after[projection] }).toEqual({ projection, rows });

    expect(
      alerts()
        .map(({ type, referralId }) => `${type} ${referralId}`)
        .toSorted(),
    ).toEqual(referrals.map((id) => `referral.sent ${id}`).toSorted());
    expect(health.counts.refused).toBe(0);
    expect(faultsInLog(await logOf(standalone.folder), given)).toEqual([]);
  }, 60_000);

  it('SIGTERM under load ends it with 0 within its deadline, and nothing that it acknowledged is lost', async () => {
    const seed = newSeed('stop');
    await using load = await startLoad(runOf(seed), startStandalone);
    await load.more(60);
    const began = performance.now();
    expect(await load.system.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(performance.now() - began).toBeLessThan(10_000);
    const answered = [...load.given];
    expect(answered.length).toBeGreaterThanOrEqual(60);
    expect(faultsInLog(await logOf(load.system.folder), answered)).toEqual([]);
    await load.system.restart();
    await load.stop();
    expect(faultsInLog(await logOf(load.system.folder), load.given)).toEqual([]);
  }, 30_000);

  it('a second process on the same folder is refused with words, and the first one goes on', async () => {
    await using first = await startStandalone();
    await expect(startStandalone({ folder: first.folder })).rejects.toThrow(
      /not ready \(exit 1\):[^]*is in use by standalone \(process \d+ on [^]*Only one process may write to it/,
    );
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  }, 30_000);
});

type Stored = readonly [id: string, revision: number, commandId: string, commandIndex?: readonly [number, number]];

const logWith = (...events: readonly Stored[]) =>
  events.map(([id, revision, commandId, commandIndex = [0, 1]]) => ({
    id,
    stream: 'case-1',
    revision,
    type: 'X',
    metadata: { commandId, commandIndex },
  })) as never;
const answeredWith = (id: string) => [{ key: 'k', path: '/p', answer: { body: { events: [{ id, type: 'X', revision: 0 }] } } }] as never;

describe('what looks for faults in a log finds them', () => {
  const kept = logWith(['a', 0, 'k']);
  it.each<[string, { log: never; given?: never; faults: string[] }]>([
    ['nothing', { log: kept, given: answeredWith('a'), faults: [] }],
    ['an answer without its event', { log: logWith(), given: answeredWith('a'), faults: ['answered and not stored as told: /p k'] }],
    ['an answer that told another event', { log: kept, given: answeredWith('b'), faults: ['answered and not stored as told: /p k'] }],
    ['a command that is there twice', { log: logWith(['a', 0, 'k'], ['b', 1, 'k']), faults: ['twice or in part: command k'] }],
    ['a command that is there in part', { log: logWith(['a', 0, 'k', [0, 2]]), faults: ['twice or in part: command k'] }],
    ['an event that comes twice', { log: logWith(['a', 0, 'k'], ['a', 1, 'l']), faults: ['1 events come twice'] }],
    ['a gap', { log: logWith(['a', 0, 'k'], ['b', 2, 'l']), faults: ['a gap in case-1'] }],
  ])('%s', (_what, { log, given = [], faults }) => {
    expect(faultsInLog(log, given)).toEqual(faults);
  });
});
