import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createEventStore } from '@amana/engines/eventstore-process';
import { dropDatabase } from '@amana/store-distributed/testing/drop-database';
import { describeWithEngine } from '@amana/store-distributed/testing/engine-under-test';
import { copyDatabase } from '@amana/store-embedded/copy-database';
import { untilAlerted, untilAtHead } from '../fault/fault-run.ts';
import { faultsInLog } from '../fault/faults-in-log.ts';
import { startLoad } from '../fault/load.ts';
import { serviceNames, startDistributed } from '../testing/distributed-system.ts';
import { commandsUnder, runCommands } from '../testing/operating-page.ts';
import { newSeed, runOf } from '../testing/seed.ts';
import { sendAgain } from '../testing/send-again.ts';

describeWithEngine('mongodb', 'the drill of docs/operating.md, every service a process of its own', (mongodb) => {
  describeWithEngine('kafka', 'over Kafka and a protocol server', (kafka) => {
    let elsewhere: string;
    beforeEach(() => {
      elsewhere = mkdtempSync(join(tmpdir(), 'amana-engine-drill-'));
    });
    afterEach(() => rmSync(elsewhere, { recursive: true }));

    it('log, keyring and read models lost, put back by the commands: verified, and what is sent again is stored once', async () => {
      const data = join(elsewhere, 'engine');
      const eventStore = await createEventStore({ data });
      let env: Readonly<Record<string, string>> & { readonly AMANA_DATA: string } = { AMANA_DATA: '' };
      await using load = await startLoad(
        runOf(newSeed('backup drill on engines')),
        (options) => startDistributed({ ...options, mongodb, kafka, eventStore, prepare: async (settings) => void (env = settings) }),
        { waitSeconds: 300 },
      );
      const { system, api, given, health } = load;
      const [BACKUP, KEK_COPY, AMANA_KEK_FILE] = [join(elsewhere, 'backup'), join(elsewhere, 'kek'), join(env.AMANA_DATA, 'keys', 'kek')];
      const settings = { ...env, AMANA_KEK_FILE, BACKUP, KEK_COPY };
      const logFile = join(data, 'log', 'log.db');
      copyFileSync(AMANA_KEK_FILE, KEK_COPY);

      await load.more(60);
      const [note = '', backUp = ''] = commandsUnder('A backup on engines');
      const NOTED = /\b\d+:[\w-]{43}\/\d+:[\w-]{43}/.exec(await runCommands(note, settings))?.[0] ?? '';
      copyDatabase(logFile, join(elsewhere, 'log-copy.db')); // the engine's own means, while it runs
      await runCommands(backUp, settings);
      await load.more(40);
      await load.stop();
      await untilAlerted(load);
      const acknowledged = [...given];
      const { era } = await api.about();
      const whole = await system.storedEvents();
      for (const service of serviceNames) await system.services[service].kill('SIGTERM');

      await eventStore.stop();
      renameSync(join(data, 'log'), join(elsewhere, 'lost-log'));
      renameSync(env.AMANA_DATA, join(elsewhere, 'lost-keys'));
      await dropDatabase(system.mongodb);
      mkdirSync(join(data, 'log'));
      copyFileSync(join(elsewhere, 'log-copy.db'), logFile);
      await eventStore.start();
      const left = await system.storedEvents();
      expect(left).toEqual(whole.slice(0, left.length));
      expect(left.length).toBeLessThan(whole.length);
      expect(left.length).toBeGreaterThanOrEqual(Number(NOTED.split(':')[0]));

      const [putBack = '', look = ''] = commandsUnder('A restore on engines');
      expect(await runCommands(putBack, settings)).toContain('The log says that it was restored');
      await Promise.all(serviceNames.map((service) => system.services[service].start()));
      const now = (await api.about()).era;
      expect(now).not.toBe(era);

      const told = await sendAgain(acknowledged, api);
      await untilAtHead([system.readyUrls.projector]);
      await untilAlerted(load);
      const after = await system.storedEvents();
      expect(after.slice(0, left.length)).toEqual(left);
      expect([after[left.length]?.type, after[left.length]?.id]).toEqual(['LogRestored', now]);
      expect(faultsInLog(after, told)).toEqual([]);
      expect(await runCommands(look, { ...settings, NOTED })).toContain('Everything is as it was written.');
      expect(health.counts.refused).toBe(0);
    }, 300_000);
  });
});
