import { SingleBar } from 'cli-progress';
import type { Stage, Texts } from './texts.ts';

/** `part` goes from 0 to 1 within a stage; `events` counts those that were handled in it. */
type Report = (stage: Stage, at: { readonly events: number; readonly part: number }) => void;

export type Progress = { readonly report: Report; stop(): void };

export type ProgressOptions = { readonly output: Pick<NodeJS.WriteStream, 'write'> & { readonly isTTY?: boolean }; readonly texts: Pick<Texts, 'stages' | 'events' | 'soFar'> };

/** How far a command is: a bar where somebody looks at a terminal, else a line at each tenth of a stage. */
export const createProgress = (options: ProgressOptions): Progress => (options.output.isTTY === true ? barProgress(options) : lineProgress(options));

function barProgress({ output, texts }: ProgressOptions): Progress {
  let bar: SingleBar | undefined;
  let shown: Stage | undefined;
  return {
    report: (stage, { events, part }) => {
      if (stage !== shown) {
        bar?.stop();
        bar = new SingleBar({ format: `{stage} {bar} {percentage} %  {events} ${texts.events}  {duration_formatted}`, stream: output as NodeJS.WriteStream });
        bar.start(1_000, 0, { stage: texts.stages[stage], events });
        shown = stage;
      }
      bar?.update(Math.floor(part * 1_000), { events });
    },
    stop: () => bar?.stop(),
  };
}

function lineProgress({ output, texts }: ProgressOptions): Progress {
  let shown = '';
  return {
    report: (stage, { events, part }) => {
      const tenth = Math.floor(part * 10);
      const now = `${stage} ${tenth}`;
      if (now === shown) return;
      shown = now;
      output.write(`${texts.soFar(texts.stages[stage], tenth * 10, events)}\n`);
    },
    stop: () => undefined,
  };
}
