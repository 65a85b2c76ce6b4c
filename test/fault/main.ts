// `npm run fault`: the fault tests at length. Kills the system at random instants under load and holds what is left against what was promised.
import { runDistributed } from './distributed-run.ts';
import { runEmbedded } from './embedded-run.ts';
import { enginesForRun } from './engines-for-run.ts';
import { parseFaultOptions, usage, type Part } from './fault-options.ts';
import type { FaultRun, FaultRunOptions } from './fault-run.ts';

const MINUTE_MS = 60_000;
/** So many kills, or as many as fit into this time. */
const most = { embedded: { kills: 200, minutes: 9 }, distributed: { kills: 40, minutes: 5 } } as const;

type Outcome = { readonly part: Part; readonly run?: FaultRun; readonly failed?: string; readonly left?: string };

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** To be asked when the system stands: what it is made of may have to be fetched and built first. */
const timeFor = (part: Part): number => performance.now() + most[part].minutes * MINUTE_MS;

const runs: Readonly<Record<Part, (options: FaultRunOptions) => Promise<FaultRun | undefined>>> = {
  embedded: (options) => runEmbedded({ ...options, killUntil: timeFor('embedded') }),
  distributed: async (options) => {
    await using engines = await enginesForRun(say);
    return engines && (await runDistributed({ ...options, ...engines, killUntil: timeFor('distributed') })); // awaited here, or the engines would end at once
  },
};

async function runPart(part: Part, seed: number): Promise<Outcome> {
  const { kills, minutes } = most[part];
  say(`${part}: up to ${kills} kills within ${minutes} minutes`);
  try {
    const run = await runs[part]({ seed, kills, report: say });
    return run === undefined ? { part, left: 'no engines on this machine' } : { part, run };
  } catch (error) {
    return { part, failed: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

function lineOf({ part, run, left }: Outcome): string[] {
  if (run === undefined) return [part, '', '', '', '', left === undefined ? 'BROKEN' : `NOT RUN: ${left}`];
  const { scenario, kills, acknowledged, found, doubled, faults } = run;
  const { kills: wanted } = most[part];
  const cut = kills < wanted ? ` (time was up at ${kills} of ${wanted} kills)` : '';
  return [scenario, String(kills), String(acknowledged), String(found), String(doubled), `${faults.length === 0 ? 'kept' : 'BROKEN'}${cut}`];
}

function tableOf(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}

async function main(): Promise<number> {
  const options = parseFaultOptions(process.argv.slice(2));
  if (options === undefined) {
    say(usage);
    return 2;
  }
  const { seed, run } = options;
  say(`seed ${seed}: the same kills again with --seed ${seed}, as far as a machine is the same twice`);
  const outcomes: Outcome[] = [];
  for (const part of run) outcomes.push(await runPart(part, seed));
  say(`\n${tableOf([['scenario', 'kills', 'acknowledged', 'found', 'doubled', 'verdict'], ...outcomes.map(lineOf)])}`);
  const falls = outcomes.flatMap(({ run: done }) => done?.falls ?? []).map(({ victim, killed, stopped }) => [victim, String(killed), String(stopped)]);
  if (falls.length > 0) say(`\n${tableOf([['victim', 'SIGKILL', 'stopped in order'], ...falls])}`);
  const broken = outcomes.flatMap(({ run: done, failed }) => [...(done?.faults ?? []), ...(failed === undefined ? [] : [failed])]);
  for (const fault of broken.slice(0, 50)) say(`- ${fault}`);
  if (broken.length > 50) say(`- and ${broken.length - 50} more`);
  return broken.length === 0 ? 0 : 1;
}

process.exitCode = await main();
