import { setTimeout as sleep } from 'node:timers/promises';
import { createChance, type Chance } from '../demo/chance.ts';
import { serviceNames, startDistributed, type DistributedSystem } from '../testing/distributed-system.ts';
import { runOf } from '../testing/seed.ts';
import { faultsByVerify } from './faults-by-verify.ts';
import { faultsInAlerts } from './faults-in-alerts.ts';
import { lookInLog } from './faults-in-log.ts';
import { toldAfter, untilAlerted, untilAtHead, type FaultRun, type FaultRunOptions } from './fault-run.ts';
import { leftOnEngines } from './left-on-engines.ts';
import { startLoad } from './load.ts';
import { unequalProjections } from './same-rows.ts';

type Options = FaultRunOptions & { readonly mongodb: string; readonly kafka: string };
type Load = Awaited<ReturnType<typeof startLoad<DistributedSystem>>>;

const LOOK_EVERY = 10;
const AWAY_MS = 2_000;
const CLIENT_SECONDS = 300; // a client takes no answer for one that may still come

const targets = [...serviceNames, 'the log’s engine'] as const;
const atOnce = async (): Promise<boolean> => true;

/** Stopped or killed, and after a moment started again. Gives what is wrong with how it ended. */
async function fell(target: (typeof targets)[number], { system }: Load, chance: Chance): Promise<string[]> {
  const signal = chance.percent(75) ? 'SIGKILL' : 'SIGTERM';
  if (target === 'the log’s engine') {
    await (signal === 'SIGKILL' ? system.eventStore.kill() : system.eventStore.stop());
    await sleep(chance.next() * AWAY_MS);
    await system.eventStore.start();
    return [];
  }
  const program = system.services[target];
  const exit = await program.kill(signal);
  await sleep(chance.next() * AWAY_MS);
  await program.start(atOnce);
  const asAsked = exit.signal === signal || (signal === 'SIGTERM' && exit.code === 0); // one that is still starting has no handler yet
  return asAsked ? [] : [`${target} had ended by itself, or not in order (${exit.code ?? exit.signal} on ${signal})`];
}

/**
 * Every service as a process of its own, one of them or the log's engine stopped or killed at a time, in random order. The log's
 * engine is our protocol server: what is shown is what the client and the services do in front of it, nothing of a node.
 */
export async function runDistributed({ seed, kills, mongodb, kafka, killUntil = Infinity, report = () => undefined }: Options): Promise<FaultRun> {
  const chance = createChance(seed);
  let env: Readonly<Record<string, string>> = {};
  const prepare = async (settings: Readonly<Record<string, string>>) => void (env = settings);
  await using load = await startLoad(runOf(seed), (options) => startDistributed({ ...options, mongodb, kafka, prepare }), { waitSeconds: CLIENT_SECONDS, revokes: true });
  const { system, given, health } = load;
  const faults: string[] = [];
  let done = 0;
  while (done < kills && performance.now() < killUntil) {
    await load.more(chance.between(2, 15));
    await sleep(chance.next() * 10);
    const target = chance.pick(targets);
    faults.push(...(await fell(target, load, chance)));
    done += 1;
    if (done % LOOK_EVERY !== 0) continue;
    const answered = [...given]; // before the log is read: what is answered meanwhile may not be in it
    report(toldAfter(done, 'stops and kills', lookInLog(await system.storedEvents(), answered)));
  }
  await load.more(10);
  await load.stop();
  await untilAlerted(load);
  await untilAtHead([system.readyUrls.projector, system.readyUrls.relay]);
  faults.push(...(await faultsByVerify(env)));
  const { events, rows, fresh } = await leftOnEngines(system);
  const found = lookInLog(events, given);
  report(toldAfter(done, 'stops and kills, at the end', found));
  if (health.counts.refused > 0) faults.push(`${health.counts.refused} alerts with a wrong signature`);
  return {
    scenario: 'distributed: services and the log’s engine, stopped and killed (protocol server: client behaviour)',
    kills: done,
    ...found,
    faults: [...found.faults, ...faults, ...unequalProjections(rows, fresh), ...faultsInAlerts([...health.alerts.values()], load)],
  };
}
