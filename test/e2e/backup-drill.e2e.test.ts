import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@amana/ports/event-store';
import { keyringDigest } from '@amana/store-embedded/copy-keyring';
import { untilAlerted, untilAtHead } from '../fault/fault-run.ts';
import { faultsInLog } from '../fault/faults-in-log.ts';
import { startLoad } from '../fault/load.ts';
import type { Given } from '../testing/heard-api.ts';
import { isOfTheSystem, logOf } from '../testing/log-of.ts';
import { commandsUnder, runCommands } from '../testing/operating-page.ts';
import { partnersIdOf } from '../testing/partners-id-of.ts';
import { sendAgain } from '../testing/send-again.ts';
import { newSeed, runOf } from '../testing/seed.ts';
import { startStandalone } from '../testing/standalone-process.ts';

/** As their partners know them. */
const referralsSentIn = (log: readonly RecordedEvent[]): string[] => log.filter(({ type }) => type === 'ReferralSent').map(partnersIdOf);

const commandsIn = (log: readonly RecordedEvent[]): string[] => log.filter((event) => !isOfTheSystem(event)).map(({ id }) => id);
const bodies = (answers: readonly Given[]) => answers.map(({ answer }) => answer.body);

describe('the drill of docs/operating.md, on one machine', () => {
  let elsewhere: string;
  beforeEach(() => {
    elsewhere = mkdtempSync(join(tmpdir(), 'amana-drill-'));
  });
  afterEach(() => rmSync(elsewhere, { recursive: true }));

  it('a backup that is taken under load, the folder lost, put back by the commands: verified, and what is sent again is stored once', async () => {
    await using load = await startLoad(runOf(newSeed('backup drill')), startStandalone, { waitSeconds: 300 });
    const { system, api, given, health } = load;
    const { folder } = system;
    const env = {
      AMANA_DATA: folder,
      AMANA_KEK_FILE: join(folder, 'keys', 'kek'),
      AMANA_LOG_PURPOSE: 'demo',
      BACKUP: join(elsewhere, 'backup'),
      KEK_COPY: join(elsewhere, 'kek'),
    };
    copyFileSync(env.AMANA_KEK_FILE, env.KEK_COPY);
    await load.more(150);
    const [backUp = ''] = commandsUnder('A backup on one machine');
    const said = await runCommands(backUp, env); // the eight clients go on meanwhile
    const noted = /\b\d+:[\w-]{43}\/\d+:[\w-]{43}/.exec(said)?.[0] ?? '';
    const kept = await logOf(env.BACKUP);
    const ofLog = kept.filter(({ stream }) => stream === 'log').length;
    expect([Number(noted.split(':')[0]), readdirSync(join(env.BACKUP, 'keys'))]).toEqual([kept.length - ofLog, ['keyring.db']]);
    await load.more(100);
    await load.stop();
    const acknowledged = [...given];
    await untilAlerted(load);
    const { era } = await api.about();
    const heard = new Set(health.alerts.keys());
    await system.kill('SIGKILL');
    const whole = await logOf(folder);
    expect(whole.slice(0, kept.length)).toEqual(kept);
    expect(whole.length).toBeGreaterThan(kept.length + 100);

    const lost = join(elsewhere, 'lost');
    mkdirSync(lost);
    for (const name of readdirSync(folder)) renameSync(join(folder, name), join(lost, name));
    const [putBack = '', look = ''] = commandsUnder('A restore on one machine');
    expect(await runCommands(putBack, env)).toContain('The log says that it was restored');
    await system.restart();
    const now = (await api.about()).era;
    expect(now).not.toBe(era);
    expect(await runCommands(look, { ...env, NOTED: noted })).toContain('Everything is as it was written.');

    const told = await sendAgain(acknowledged, api);
    await untilAtHead([system.url]);
    const after = await logOf(folder);
    expect(after.slice(0, kept.length)).toEqual(kept);
    expect([after[kept.length]?.type, after[kept.length]?.id]).toEqual(['LogRestored', now]);
    expect(faultsInLog(after, told)).toEqual([]);
    expect(bodies(await sendAgain(acknowledged, api))).toEqual(bodies(told));
    expect(commandsIn(await logOf(folder))).toEqual(commandsIn(after)); // alerts may still be under way
    await runCommands(look, { ...env, NOTED: noted });

    await untilAlerted(load);
    const keptReferrals = new Set(referralsSentIn(kept));
    const toldAnew = [...health.alerts.values()].filter(({ id, referralId }) => keptReferrals.has(`${referralId}`) && !heard.has(id));
    expect({ toldAnew, refused: health.counts.refused }).toEqual({ toldAnew: [], refused: 0 }); // of what the copy still has nobody hears under another id
    expect(keptReferrals.size).toBeGreaterThan(5);

    // Once more, and now the keyring is still there: the newer one stays, and only the log comes back.
    await system.kill('SIGTERM');
    const keyring = keyringDigest(join(folder, 'keys', 'keyring.db'));
    expect(keyring).not.toBe(keyringDigest(join(env.BACKUP, 'keys', 'keyring.db')));
    await runCommands(putBack, env);
    expect((await logOf(folder)).slice(0, after.length)).toEqual(after); // a log that was not moved away is never overwritten
    renameSync(join(folder, 'data'), join(elsewhere, 'lost-data'));
    expect(await runCommands(putBack, env)).toContain('The log says that it was restored');
    expect(keyringDigest(join(folder, 'keys', 'keyring.db'))).toBe(keyring);
    await runCommands(look, { ...env, NOTED: noted });
  }, 300_000);
});
