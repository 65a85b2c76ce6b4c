import type { EngineCalls } from '../engine-calls.ts';

/** Calls whose writes wait until `open`: what others do meanwhile comes between their reading and their writing. */
export function holdWrites(engine: EngineCalls): { calls: EngineCalls; reached: Promise<void>; open: () => void } {
  const gate = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const write: EngineCalls['write'] = async (call) => {
    reached.resolve();
    await gate.promise;
    return engine.write(call);
  };
  return { calls: { ...engine, write }, reached: reached.promise, open: gate.resolve };
}
