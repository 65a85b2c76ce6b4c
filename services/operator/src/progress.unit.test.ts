import { describe, expect, it } from '@jest/globals';
import { createProgress } from './progress.ts';
import { textsOf } from './texts.ts';

/** As much of a terminal as a bar asks for. */
function output(isTTY: boolean) {
  let written = '';
  return { isTTY, columns: 120, written: () => written, write: (text: string) => Boolean((written += text)), on: () => undefined, cursorTo: () => undefined };
}
const asStream = (of: ReturnType<typeof output>) => of as unknown as NodeJS.WriteStream;

describe('how far a command is', () => {
  it('without a terminal: a line at each tenth of a stage, and no more', () => {
    const plain = output(false);
    const progress = createProgress({ output: asStream(plain), texts: textsOf('fr') });
    for (let events = 0; events <= 1_000; events++) progress.report('write', { events, part: events / 1_000 });
    progress.report('verify', { events: 500, part: 0.5 });
    progress.stop();
    const tenths = Array.from({ length: 11 }, (_, i) => `Écriture : ${i * 10} % (${i * 100} événements)`);
    expect(plain.written()).toBe(`${[...tenths, 'Relecture : 50 % (500 événements)'].join('\n')}\n`);
  });

  it('on a terminal: one bar for each stage, which is ended before the next begins', () => {
    const terminal = output(true);
    const progress = createProgress({ output: asStream(terminal), texts: textsOf('en') });
    progress.report('check', { events: 10, part: 0.5 });
    progress.report('check', { events: 20, part: 1 });
    progress.report('write', { events: 5, part: 0.25 });
    progress.stop();
    progress.stop(); // twice is safe
    expect(terminal.written()).toMatch(/Checking the export.*100 %  20 events.*Writing.*25 %  5 events/s);
  });
});
