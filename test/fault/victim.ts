import type { DistributedSystem } from '../testing/distributed-system.ts';
import type { Program } from '../testing/program.ts';
import type { Signal } from './falls.ts';

type Engine = DistributedSystem['eventStore'];

/** Something of a system that may fall and comes back as it was: on the same port, with its data. */
export type Victim = {
  readonly name: string;
  /** Resolves when it is gone. Gives what is wrong with how it ended. */
  fall(signal: Signal): Promise<string[]>;
  rise(): Promise<void>;
};

const atOnce = async (): Promise<boolean> => true;

/** It comes back without anybody waiting for it: so it may fall in its start, too. */
export const serviceAsVictim = (name: string, program: Program): Victim => ({
  name,
  fall: async (signal) => {
    const exit = await program.kill(signal);
    const asAsked = exit.signal === signal || (signal === 'SIGTERM' && exit.code === 0); // one that is still starting has no handler yet
    return asAsked ? [] : [`${name} had ended by itself, or not in order (${exit.code ?? exit.signal} on ${signal})`];
  },
  rise: () => program.start(atOnce),
});

/** It is back when it answers. */
export const engineAsVictim = (name: string, engine: Engine): Victim => ({
  name,
  fall: async (signal) => {
    await (signal === 'SIGKILL' ? engine.kill() : engine.stop());
    return [];
  },
  rise: () => engine.start(),
});
