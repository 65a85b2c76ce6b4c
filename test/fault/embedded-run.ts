import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { metadataOf } from '@amana/app/stored-metadata';
import type { RecordedEvent } from '@amana/ports/event-store';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { createSqliteReadModelStore } from '@amana/store-embedded/sqlite-read-model-store';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import { createChance, type Chance } from '../demo/chance.ts';
import type { Given } from '../testing/heard-api.ts';
import { isOfTheSystem, logOf } from '../testing/log-of.ts';
import { runOf } from '../testing/seed.ts';
import { startStandalone, type StandaloneProcess } from '../testing/standalone-process.ts';
import { faultsByVerify } from './faults-by-verify.ts';
import { faultsInAlerts } from './faults-in-alerts.ts';
import { lookInLog } from './faults-in-log.ts';
import { toldAfter, untilAlerted, untilAtHead, type FaultRun, type FaultRunOptions } from './fault-run.ts';
import { startLoad } from './load.ts';
import { rowsOf } from './rows-of.ts';
import { allRowsOf, freshRowsOf, unequalProjections } from './same-rows.ts';

const LOOK_EVERY = 10;
const IN_START_MS = 1_500; // about as long as a start takes
const CLIENT_SECONDS = 300; // a client takes no answer for one that may still come

type Load = Awaited<ReturnType<typeof startLoad<StandaloneProcess>>>;

const atOnce = async (): Promise<boolean> => true;

/** Three of four under load, the others while the program starts. Gives what is wrong with how it ended. */
async function killOnce({ more, system }: Load, chance: Chance): Promise<string[]> {
  if (chance.percent(75)) {
    await more(chance.between(5, 40));
    await sleep(chance.next() * 10);
  } else await sleep(chance.next() * IN_START_MS);
  const { code, signal } = await system.kill('SIGKILL');
  await system.restart(atOnce);
  return signal === 'SIGKILL' ? [] : [`the program had ended by itself (${code ?? signal})`];
}

/** Commands that nobody was answered, though every client repeats its own until it is. */
function unanswered(log: readonly RecordedEvent[], given: readonly Given[]): string[] {
  const answered = new Set(given.map(({ key }) => key));
  const stored = new Set(log.filter((event) => !isOfTheSystem(event)).map((event) => metadataOf(event).commandId));
  return [...stored].filter((id) => !answered.has(id)).map((id) => `stored and never answered: command ${id}`);
}

async function faultsInRows(folder: string, log: readonly RecordedEvent[]): Promise<string[]> {
  const work = openWorkDatabase(join(folder, 'data', 'work.db'), { readOnly: true });
  const events = createSqliteEventStore({ path: join(folder, 'data', 'log.db'), readOnly: true });
  try {
    return unequalProjections(await allRowsOf(log, createSqliteReadModelStore(work)), await freshRowsOf(log, events));
  } finally {
    events.close();
    work.close();
  }
}

async function stopInOrder({ system }: Load): Promise<string[]> {
  const { code, signal } = await system.kill('SIGTERM');
  return code === 0 ? [] : [`SIGTERM ended it with ${code ?? signal}`];
}

/** What can be thrown away is: it comes again as it was, and nobody hears anything a second time under another id. */
async function rebuild(load: Load): Promise<string[]> {
  const { system, health } = load;
  const [before, heard] = [rowsOf(system.folder), health.alerts.size];
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(system.folder, 'data', `work.db${suffix}`), { force: true });
  await system.restart();
  await untilAtHead([system.url]);
  const stopped = await stopInOrder(load);
  const after = rowsOf(system.folder);
  const changed = Object.keys({ ...before, ...after }).filter((name) => !isDeepStrictEqual(after[name], before[name]));
  return [...stopped, ...changed.map((name) => `not the same rows when built again: ${name}`), ...(health.alerts.size === heard ? [] : [`heard again after a rebuild: ${health.alerts.size - heard} alerts`])];
}

/**
 * One process on files, killed with -9 at any instant, under load and in its start. In the end it stops in order, and what it holds
 * is held against what was answered, what a partner heard, and a fresh fold.
 */
export async function runEmbedded({ seed, kills, killUntil = Infinity, report = () => undefined }: FaultRunOptions): Promise<FaultRun> {
  const chance = createChance(seed);
  await using load = await startLoad(runOf(seed), startStandalone, { waitSeconds: CLIENT_SECONDS, revokes: true });
  const { system, given, health } = load;
  const faults: string[] = [];
  let done = 0;
  while (done < kills && performance.now() < killUntil) {
    faults.push(...(await killOnce(load, chance)));
    done += 1;
    if (done % LOOK_EVERY !== 0) continue;
    const answered = [...given]; // before the log is read: what is answered meanwhile may not be in it
    report(toldAfter(done, 'kills', lookInLog(await logOf(system.folder), answered)));
  }
  await load.more(20);
  await load.stop();
  await untilAlerted(load);
  await untilAtHead([system.url]);
  faults.push(...(await faultsByVerify({ AMANA_DATA: system.folder, AMANA_LOG_PURPOSE: 'demo' })), ...(await stopInOrder(load)));
  const log = await logOf(system.folder);
  faults.push(...unanswered(log, given), ...(await faultsInRows(system.folder, log)), ...(await rebuild(load)));
  const heard = faultsInAlerts([...health.alerts.values()], load);
  if (health.counts.refused > 0) faults.push(`${health.counts.refused} alerts with a wrong signature`);
  const found = lookInLog(await logOf(system.folder), given);
  report(toldAfter(done, 'kills, and a rebuild', found));
  return { scenario: 'embedded: kill -9 at any instant', kills: done, ...found, faults: [...found.faults, ...faults, ...heard] };
}
