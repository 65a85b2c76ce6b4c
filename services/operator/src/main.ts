import { resolve } from 'node:path';
import { MoveRefused } from '@amana/app/moving/move-refused';
import { findLog, recordRestore, type OpenLog } from '@amana/app/open-log';
import type { Noted } from '@amana/app/verify/verify';
import { showNewestTime } from '@amana/app/show-newest-time';
import { createClock, systemClockSource } from '@amana/platform/clock';
import { operatorLanguage, readConfig } from '@amana/platform/config';
import { SetupFailure } from '@amana/platform/failure';
import { runMain } from '@amana/platform/lifecycle';
import { createLogger } from '@amana/platform/logger';
import { backupParts } from '@amana/wiring/backup-parts';
import { makeTopics } from '@amana/wiring/make-topics';
import { openMovingStores, type MovingStores } from '@amana/wiring/moving-stores';
import { rekey } from '@amana/wiring/rekey';
import { purposeOf, settings as settingsOf } from '@amana/wiring/settings';
import { tools } from '@amana/wiring/tools';
import { openProjectionStores } from '@amana/wiring/projection-stores';
import { openVerifyStores } from '@amana/wiring/verify-stores';
import { alertCommands, type AlertInside } from './alert-commands.ts';
import { clockCommands, type ClockInside } from './clock-commands.ts';
import { failureText } from './failure-text.ts';
import { createProgress } from './progress.ts';
import { projectionCommands, type ProjectionInside } from './projection-commands.ts';
import { runProgram, WRONG_USAGE } from './program.ts';
import { runBackup } from './run-backup.ts';
import { runExport } from './run-export.ts';
import { runImport } from './run-import.ts';
import { runTopics } from './run-topics.ts';
import { runVerify } from './run-verify.ts';
import { textsOf } from './texts.ts';

const language = operatorLanguage();
const texts = textsOf(language);
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const progress = createProgress({ output: process.stderr, texts });
const command = { progress, say, texts };

/** Stores of the settings, for as long as `use` takes. */
async function withStores(options: { make: boolean }, use: (stores: MovingStores, purpose: ReturnType<typeof purposeOf>) => Promise<void>): Promise<number> {
  const settings = readConfig(settingsOf.operator);
  const stores = await openMovingStores(settings, options);
  try {
    await use(stores, purposeOf(settings));
    return 0;
  } finally {
    await stores.close();
  }
}

/** Throws MoveRefused NO_LOG where none has been made yet. */
async function logOf({ events }: Pick<MovingStores, 'events'>, purpose: ReturnType<typeof purposeOf>): Promise<OpenLog> {
  const log = await findLog(purpose, { events });
  if (log === undefined) throw new MoveRefused('NO_LOG');
  return log;
}

/** How long `replay` waits: a worker that rests looks around every second. */
const WORKER_MS = 15_000;

/** Log, read models and deliveries, beside whoever runs. */
async function inside(use: (deps: ProjectionInside & AlertInside & ClockInside) => Promise<number>): Promise<number> {
  const settings = readConfig(settingsOf.operator);
  const output = createLogger({ level: settings.AMANA_LOG_LEVEL === 'silent' ? 'silent' : 'warn', name: 'operator' }); // what goes well is said in words
  const stores = await openProjectionStores(settings, output);
  try {
    return await use({ ...stores, log: await logOf(stores, purposeOf(settings)), output, sleep: tools.sleep, clock: createClock(systemClockSource) });
  } finally {
    await stores.close();
  }
}

const sayError = (text: string): void => void process.stderr.write(`${text}\n`);

const actions = {
  ...projectionCommands({ ...command, sayError, inside, waitMs: WORKER_MS }),
  ...alertCommands({ ...command, inside }),
  ...clockCommands({ ...command, inside }),
  backup: async (folder: string) => {
    await runBackup(resolve(folder), { ...command, parts: backupParts(readConfig(settingsOf.operator)) });
    return 0;
  },
  export: (folder: string) =>
    withStores({ make: false }, async (stores, purpose) => {
      const keyring = stores.openKeyring();
      try {
        await runExport(resolve(folder), { ...command, ...stores, stores: { ...stores, keyring, purpose } });
      } finally {
        keyring.close();
      }
    }),
  import: (folder: string) =>
    withStores({ make: true }, async (stores, purpose) => {
      const clock = createClock(systemClockSource);
      await runImport(resolve(folder), { ...command, ...stores, stores: { ...stores, ...tools, purpose, clock } });
    }),
  rekey: async (kekFile: string) => {
    say(texts.rekeyed(resolve(kekFile), rekey(readConfig(settingsOf.operator), resolve(kekFile))));
    return 0;
  },
  restored: async ({ yes }: { readonly yes: boolean }) => {
    if (yes) return withStores({ make: false }, restored);
    process.stderr.write(`${texts.restoreNotSaid}\n`);
    return WRONG_USAGE;
  },
  topics: async ({ copies }: { readonly copies: number | undefined }) => {
    const settings = readConfig(settingsOf.operator);
    if (settings.AMANA_MODE !== 'distributed') throw new SetupFailure('NO_TOPICS', texts.noTopics);
    const output = createLogger({ level: settings.AMANA_LOG_LEVEL, name: 'operator' });
    await runTopics(() => makeTopics(settings, { copies, output }), command);
    return 0;
  },
  verify: async ({ noted }: { readonly noted: Noted | undefined }) => {
    const settings = readConfig(settingsOf.operator);
    const stores = await openVerifyStores(settings, createLogger({ level: settings.AMANA_LOG_LEVEL, name: 'operator' }));
    try {
      return await runVerify({ ...command, language, deps: { ...tools, ...stores, log: await logOf(stores, purposeOf(settings)), noted } });
    } finally {
      await stores.close();
    }
  },
};

async function restored({ events }: MovingStores, purpose: ReturnType<typeof purposeOf>): Promise<void> {
  const log = await logOf({ events }, purpose);
  const clock = createClock(systemClockSource);
  await showNewestTime(events, clock);
  say(texts.restored((await recordRestore(log, { events, clock, newId: tools.newId })).era));
}

await runMain(async () => {
  try {
    return await runProgram(process.argv.slice(2), { actions, texts, write: (text) => process.stdout.write(text), writeError: (text) => process.stderr.write(text) });
  } catch (error) {
    progress.stop();
    process.stderr.write(`${texts.failed} ${failureText(error, language)}\n`);
    return 1;
  }
});
