import { confirmClock, findConfirmation } from '@amana/app/clock/confirm-clock';
import type { CommandTools } from './command-tools.ts';
import type { Actions } from './program.ts';

export type ClockInside = Parameters<typeof confirmClock>[0];

export type ClockTools = Pick<CommandTools, 'say' | 'texts'> & {
  /** Opens log and read models for as long as `use` takes. */
  readonly inside: (use: (deps: ClockInside) => Promise<number>) => Promise<number>;
};

/** `clock`. Resolves to its exit code; throws what the stores throw. */
export function clockCommands({ inside, say, texts }: ClockTools): Pick<Actions, 'clock'> {
  const words = texts.clock;
  return {
    clock: ({ yes }) =>
      inside(async (deps) => {
        if (yes) say(words.confirmed((await confirmClock(deps)).at));
        else say(words.shown(deps.clock.now().recordedAt, (await findConfirmation(deps))?.at));
        return 0;
      }),
  };
}
