import { describe, expect, it } from '@jest/globals';
import { logOf } from '../testing/log-of.ts';
import { newSeed, runOf } from '../testing/seed.ts';
import { startStandalone } from '../testing/standalone-process.ts';
import { runEmbedded } from './embedded-run.ts';
import { faultsInLog } from './faults-in-log.ts';
import { startLoad } from './load.ts';

const KILLS = 6;

describe('a process that is killed at any instant', () => {
  it('loses nothing that it acknowledged, doubles nothing, has the rows of a fresh fold, also when they are built again, and alerts each once and in order', async () => {
    const run = await runEmbedded({ seed: newSeed('kill'), kills: KILLS });
    expect(run).toEqual({ scenario: 'embedded: kill -9 at any instant', kills: KILLS, acknowledged: expect.any(Number), found: run.acknowledged, doubled: 0, faults: [] });
    expect(run.acknowledged).toBeGreaterThan(100);
  }, 600_000);

  it('SIGTERM under load ends it with 0, and so within the program’s own deadline, and nothing that it acknowledged is lost', async () => {
    const seed = newSeed('stop');
    await using load = await startLoad(runOf(seed), startStandalone);
    await load.more(60);
    expect(await load.system.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    const answered = [...load.given];
    expect(answered.length).toBeGreaterThanOrEqual(60);
    expect(faultsInLog(await logOf(load.system.folder), answered)).toEqual([]);
    await load.system.restart();
    await load.stop();
    expect(faultsInLog(await logOf(load.system.folder), load.given)).toEqual([]);
  }, 120_000);

  it('a second process on the same folder is refused with words, and the first one goes on', async () => {
    await using first = await startStandalone();
    await expect(startStandalone({ folder: first.folder })).rejects.toThrow(
      /not ready \(exit 1\):[^]*is in use by standalone \(process \d+ on [^]*Only one process may write to it/,
    );
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  }, 120_000);
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
