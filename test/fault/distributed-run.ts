import { setTimeout as sleep } from 'node:timers/promises';
import { createChance } from '../demo/chance.ts';
import { serviceNames, startDistributed, type DistributedSystem } from '../testing/distributed-system.ts';
import { runOf } from '../testing/seed.ts';
import { faultsByVerify } from './faults-by-verify.ts';
import { faultsInAlerts } from './faults-in-alerts.ts';
import { lookInLog } from './faults-in-log.ts';
import { countFalls, fallsOf, signals, type Fall } from './falls.ts';
import { toldAfter, untilAlerted, untilAtHead, type FaultRun, type FaultRunOptions } from './fault-run.ts';
import { leftOnEngines } from './left-on-engines.ts';
import { startLoad } from './load.ts';
import { unequalProjections } from './same-rows.ts';
import { engineAsVictim, serviceAsVictim, type Victim } from './victim.ts';

export type DistributedRunOptions = FaultRunOptions & {
  readonly mongodb: string;
  readonly kafka: string;
  /** What of the engines, by name, the run may stop and kill beside the log's. */
  readonly own?: Readonly<Record<string, Engine>>;
  /** Names of those that fall. By default all that may. */
  readonly among?: readonly string[];
};

type Engine = DistributedSystem['eventStore'];
type Load = Awaited<ReturnType<typeof startLoad<DistributedSystem>>>;

const LOOK_EVERY = 10;
const AWAY_MS = 2_000;
const CLIENT_SECONDS = 300; // a client takes no answer for one that may still come

function victimsOf({ services, eventStore }: DistributedSystem, { own = {}, among }: DistributedRunOptions): Victim[] {
  const all = [
    ...serviceNames.map((name) => serviceAsVictim(name, services[name])),
    engineAsVictim('the log’s engine', eventStore),
    ...Object.entries(own).map(([name, engine]) => engineAsVictim(name, engine)),
  ];
  return all.filter(({ name }) => among?.includes(name) ?? true);
}

/** Lets one after the other fall under load, and after a moment come back. Gives who fell, and what is wrong with how they ended. */
async function letFall(load: Load, victims: readonly Victim[], { seed, kills, killUntil = Infinity, report = () => undefined }: FaultRunOptions) {
  const chance = createChance(seed);
  const falls: Fall[] = [];
  const faults: string[] = [];
  for (const { victim, signal } of fallsOf(victims, chance)) {
    const isTimeUp = performance.now() > killUntil && falls.length >= victims.length * signals.length; // however slow the machine is: each falls in both ways
    if (falls.length >= kills || isTimeUp) break;
    await load.more(chance.between(2, 15));
    await sleep(chance.next() * 10);
    faults.push(...(await victim.fall(signal)));
    await sleep(chance.next() * AWAY_MS);
    await victim.rise();
    falls.push({ victim: victim.name, signal });
    if (falls.length % LOOK_EVERY !== 0) continue;
    const answered = [...load.given]; // before the log is read: what is answered meanwhile may not be in it
    report(toldAfter(falls.length, 'stops and kills', lookInLog(await load.system.storedEvents(), answered)));
  }
  return { falls, faults };
}

/**
 * Every service as a process of its own; one of them, the log's engine or one of `own` stopped or killed at a time, in random order.
 * The log's engine is our protocol server: what is shown is what the client and the services do in front of it, nothing of a node.
 */
export async function runDistributed(options: DistributedRunOptions): Promise<FaultRun> {
  const { seed, mongodb, kafka, report = () => undefined } = options;
  let env: Readonly<Record<string, string>> = {};
  const prepare = async (settings: Readonly<Record<string, string>>) => void (env = settings);
  await using load = await startLoad(runOf(seed), (more) => startDistributed({ ...more, mongodb, kafka, prepare }), { waitSeconds: CLIENT_SECONDS, revokes: true });
  const { system, given, health } = load;
  const victims = victimsOf(system, options);
  const { falls, faults } = await letFall(load, victims, options);
  await load.more(10);
  await load.stop();
  await untilAlerted(load);
  await untilAtHead([system.readyUrls.projector, system.readyUrls.relay]);
  faults.push(...(await faultsByVerify(env)));
  const { events, rows, fresh } = await leftOnEngines(system);
  const found = lookInLog(events, given);
  report(toldAfter(falls.length, 'stops and kills, at the end', found));
  if (health.counts.refused > 0) faults.push(`${health.counts.refused} alerts with a wrong signature`);
  return {
    scenario: 'distributed: services and engines, stopped and killed (protocol server: client behaviour)',
    kills: falls.length,
    falls: countFalls(victims.map(({ name }) => name), falls),
    ...found,
    faults: [...found.faults, ...faults, ...unequalProjections(rows, fresh), ...faultsInAlerts([...health.alerts.values()], load)],
  };
}
