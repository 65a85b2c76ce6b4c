// Red controls: each defence is taken out in a copy of the tree, and its tests must fail. By hand: npm run red [part of a name]
import { styleText } from 'node:util';
import { readConfig } from '@amana/platform/config';
import { z } from 'zod';
import { allControls } from './all-controls.ts';
import { baselineOf } from './baseline.ts';
import type { Control } from './control.ts';
import { createScratch, type Scratch, type TestRun } from './scratch.ts';

const ONE_MS = 60_000;
const ALL_MS = 18 * 60_000;

const { AMANA_TEST_MONGODB_URL: mongodb, AMANA_TEST_KAFKA_BROKERS: kafka } = readConfig(
  z.object({ AMANA_TEST_MONGODB_URL: z.string().optional(), AMANA_TEST_KAFKA_BROKERS: z.string().optional() }),
);
const addresses = { mongodb, kafka };

const wanted = process.argv[2] ?? '';
const asked = allControls.filter(({ defence, file }) => `${defence} ${file}`.includes(wanted));
const lacksEngine = ({ engine }: Control): boolean => engine !== undefined && addresses[engine] === undefined;
const controls = asked.filter((control) => !lacksEngine(control));
const untilMs = performance.now() + ALL_MS;
const write = (line: string) => process.stdout.write(`${line}\n`);

type Result = { readonly control: Control; readonly end: TestRun['end'] };

const words = { failed: styleText('red', 'red   '), passed: styleText('yellow', 'GREEN '), broken: styleText('yellow', 'BROKEN') };

/** Takes from the one list until it is empty, or the time is over. */
async function work(scratch: Scratch, queue: Control[], done: Result[]): Promise<void> {
  while (performance.now() < untilMs) {
    const control = queue.shift();
    if (control === undefined) return;
    const began = performance.now();
    const { end } = await scratch.without(control, () => scratch.test({ ...control, mostMs: ONE_MS }));
    done.push({ control, end });
    const seconds = ((performance.now() - began) / 1_000).toFixed(1).padStart(5);
    write(`${String(done.length).padStart(3)}/${controls.length}  ${words[end]}  ${seconds} s  ${control.defence}`);
  }
}

/** With every defence in place all tests pass, or nothing can be shown. */
async function allPass([first, second]: readonly [Scratch, Scratch]): Promise<boolean> {
  write(`${controls.length} defences; first the tests that they name, as they are`);
  const [whole, named] = baselineOf(controls, ALL_MS);
  const runs = await Promise.all([whole && first.test(whole), named && second.test(named)]);
  const failed = runs.filter((run) => run !== undefined && run.end !== 'passed');
  for (const run of failed) write(run?.output.slice(-4_000) ?? '');
  if (failed.length > 0) write('The tests fail with every defence in place: nothing can be shown.');
  return failed.length === 0;
}

function summary(done: readonly Result[], queue: readonly Control[]): number {
  const green = done.filter(({ end }) => end !== 'failed');
  const left = asked.filter(lacksEngine);
  const line = (count: number, what: string) => write(`${String(count).padStart(4)}  ${what}`);
  write('');
  line(done.length - green.length, 'red: tests fail without the defence');
  line(green.length, 'not proved');
  for (const { control: { defence, file, tests, only = '' }, end } of green)
    write(`      ${defence}\n        ${file}: ${end === 'broken' ? 'the edit cannot be loaded by' : 'no test fails of'} ${tests.join(', ')} ${only}`);
  line(queue.length, 'not run (the time is over)');
  for (const { defence } of queue) write(`      ${defence}`);
  line(left.length, 'not run (engines): AMANA_TEST_MONGODB_URL and AMANA_TEST_KAFKA_BROKERS name them');
  for (const { defence } of left) write(`      ${defence}`);
  return green.length + queue.length === 0 ? 0 : 1;
}

async function red(): Promise<number> {
  const scratches = [createScratch(), createScratch()] as const;
  try {
    if (!(await allPass(scratches))) return 1;
    const done: Result[] = [];
    const queue = [...controls];
    await Promise.all(scratches.map((scratch) => work(scratch, queue, done)));
    return summary(done, queue);
  } finally {
    for (const scratch of scratches) scratch.remove();
  }
}

process.exitCode = await red();
