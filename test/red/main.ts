// Red controls: each defence is taken out in a copy of the tree, and its tests must fail. By hand: npm run red [part of a name]
import { styleText } from 'node:util';
import { allControls } from './all-controls.ts';
import type { Control } from './control.ts';
import { createScratch, type Scratch } from './scratch.ts';

const SIDE_BY_SIDE = 2;

const wanted = process.argv[2] ?? '';
const controls = allControls.filter(({ defence, file }) => `${defence} ${file}`.includes(wanted));
const write = (line: string) => process.stdout.write(`${line}\n`);

type Result = { readonly control: Control; readonly turnedRed: boolean; readonly seconds: number };

/** Takes from the one list until it is empty. A test that runs without end without its defence has failed, too. */
async function work(scratch: Scratch, queue: Control[], done: Result[]): Promise<void> {
  for (let control = queue.shift(); control !== undefined; control = queue.shift()) {
    const began = performance.now();
    const { tests } = control;
    const { failed } = await scratch.without(control, () => scratch.test(tests));
    const result = { control, turnedRed: failed, seconds: (performance.now() - began) / 1_000 };
    done.push(result);
    const word = failed ? styleText('red', 'red  ') : styleText('yellow', 'GREEN');
    write(`${String(done.length).padStart(3)}/${controls.length}  ${word}  ${result.seconds.toFixed(1).padStart(5)} s  ${control.defence}`);
  }
}

async function red(): Promise<number> {
  const scratches = Array.from({ length: SIDE_BY_SIDE }, createScratch);
  try {
    const [first] = scratches as [Scratch];
    const tests = [...new Set(controls.flatMap((control) => control.tests))];
    write(`${controls.length} defences; first their ${tests.length} test files as they are`);
    const asItIs = await first.test(tests);
    if (asItIs.failed) {
      write(asItIs.output.slice(-4_000));
      write('The tests fail with every defence in place: nothing can be shown.');
      return 1;
    }
    const done: Result[] = [];
    const queue = [...controls];
    await Promise.all(scratches.map((scratch) => work(scratch, queue, done)));
    const green = done.filter(({ turnedRed }) => !turnedRed);
    write('');
    write(`${done.length - green.length} of ${done.length} defences: their tests fail without them`);
    for (const { control } of green) write(`  not proved: ${control.defence}\n    ${control.file}: no test of ${control.tests.join(', ')} fails`);
    return green.length === 0 ? 0 : 1;
  } finally {
    for (const scratch of scratches) scratch.remove();
  }
}

process.exitCode = await red();
