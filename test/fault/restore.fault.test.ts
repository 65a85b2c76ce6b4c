import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@amana/ports/event-store';
import { copyDatabase } from '@amana/store-embedded/copy-database';
import { runAmana } from '../testing/amana-command.ts';
import { logOf } from '../testing/log-of.ts';
import { partnersIdOf } from '../testing/partners-id-of.ts';
import { readinessOf } from '../testing/program.ts';
import { newSeed, runOf } from '../testing/seed.ts';
import { sendAgain } from '../testing/send-again.ts';
import { startStandalone, type StandaloneProcess } from '../testing/standalone-process.ts';
import { faultsInLog } from './faults-in-log.ts';
import { untilAlerted, untilAtHead } from './fault-run.ts';
import { startLoad } from './load.ts';
import { whileItMoves } from './while-it-moves.ts';

function putBack(copy: string, file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  copyFileSync(copy, file);
}

/** Streams of the alerts that a log knows as delivered. */
const deliveredIn = (log: readonly RecordedEvent[]) => new Set(log.flatMap(({ type, stream }) => (type === 'AlertDelivered' ? [stream] : [])));

const verified = ({ folder }: StandaloneProcess) => runAmana(['verify'], { AMANA_DATA: folder, AMANA_LOG_PURPOSE: 'demo' });

describe('a log that is put back from an older copy', () => {
  it('begins a new era; what apps send again is stored once, lists are made anew, and nobody is alerted twice', async () => {
    await using load = await startLoad(runOf(newSeed('restore')), startStandalone, { waitSeconds: 300 });
    const { system, api, given, referrals, health } = load;
    const at = (...names: string[]) => join(system.folder, ...names);
    await load.more(150);
    copyDatabase(at('data', 'log.db'), at('log-copy.db')); // while the program runs
    copyDatabase(at('keys', 'keyring.db'), at('keyring-copy.db'));
    await load.more(100);
    await load.stop();
    await untilAlerted(load);
    await untilAtHead([system.url]);
    const { era } = await api.about();
    await system.kill('SIGTERM');
    const whole = await logOf(system.folder);
    const heard = new Set(health.alerts.keys());
    const { requests } = health.counts;
    const delivered = deliveredIn(whole);

    putBack(at('log-copy.db'), at('data', 'log.db'));
    const left = await logOf(system.folder);
    expect(left.length).toBeLessThan(whole.length);
    const before = await verified(system);
    expect({ code: before.code, out: before.out }).toEqual({ code: 1, out: expect.stringContaining('CHECKPOINT_NOWHERE  case-list_v1') });
    await system.restart();
    expect((await api.about()).era).not.toBe(era);

    const lost = new Set(whole.slice(left.length).map(({ id }) => id));
    const answers = [...given];
    const told = await sendAgain(answers, api);
    const kept = answers.filter(({ answer }) => (answer.body['events'] as { id: string }[]).every(({ id }) => !lost.has(id)));
    expect(kept.length).toBeGreaterThan(100);
    for (const { key, answer } of kept) expect(told.find((each) => each.key === key)?.answer.body).toEqual(answer.body); // its first answer

    await untilAtHead([system.url]);
    const after = await logOf(system.folder);
    expect(faultsInLog(after, told)).toEqual([]);
    expect(after.slice(0, left.length)).toEqual(left);
    expect(after.filter(({ stream }) => stream === 'log').map(({ type }) => type)).toEqual(['LogCreated', 'LogRestored']);
    const isLeft = new Set(left.map(({ id }) => id));
    const sent = after.filter(({ type }) => type === 'ReferralSent').map((event) => ({ isLeft: isLeft.has(event.id), referral: partnersIdOf(event) }));
    expect(sent.map(({ referral }) => referral).toSorted()).toEqual(referrals.toSorted());
    expect(new Set(sent.map((each) => each.isLeft))).toEqual(new Set([true, false]));
    const lostReferrals = sent.flatMap((each) => (each.isLeft ? [] : [each.referral]));
    const deliveredNow = async () => deliveredIn(await logOf(system.folder));
    const isDone = async () => (await deliveredNow()).size >= delivered.size;
    await whileItMoves('the log knows all alerts as delivered', { isDone, progress: async () => (await deliveredNow()).size });
    const now = await deliveredNow();
    expect(now).toEqual(delivered); // under the ids of before, those included whose event came again
    expect(now.size).toBeGreaterThan(lostReferrals.length);
    expect(lostReferrals.length).toBeGreaterThan(0);
    expect({ heard: new Set(health.alerts.keys()), requests: health.counts.requests }).toEqual({ heard, requests }); // nobody heard anything again
    expect(await verified(system)).toMatchObject({ code: 0 });

    await system.kill('SIGTERM');
    putBack(at('keyring-copy.db'), at('keys', 'keyring.db')); // older than the log, which names keys that it has not
    await system.restart(async () => (await readinessOf(system.url))?.checks.some(({ name, ok }) => name === 'keys' && !ok) === true);
    const without = await verified(system);
    expect({ code: without.code, out: without.out }).toEqual({ code: 1, out: expect.stringMatching(/^KEY_MISSING {2}log: key [\w-]{43} is not in the keyring/m) });
    expect(health.counts.refused).toBe(0);
  }, 300_000);
});
