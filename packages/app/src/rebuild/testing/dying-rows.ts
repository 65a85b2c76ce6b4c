import type { ReadModelStore } from '@amana/ports/read-model-store';
import { StoreUnavailable } from '@amana/ports/failures';

export type Death = { readonly nth: number; readonly after: boolean };

/** As a process that is killed at its nth write, just before it or just after it: that call and all later writes fail. */
export function dyingRows(rows: ReadModelStore, { nth, after }: Death): ReadModelStore {
  let writes = 0;
  async function write<T>(call: () => Promise<T>): Promise<T> {
    writes += 1;
    const died = new StoreUnavailable('the process was killed', { written: 'unknown' });
    if (writes > nth || (writes === nth && !after)) throw died;
    const done = await call();
    if (writes === nth) throw died;
    return done;
  }
  return {
    ...rows,
    ensure: (shape) => write(() => rows.ensure(shape)),
    apply: (build, batch) => write(() => rows.apply(build, batch)),
    goLive: (version, change) => write(() => rows.goLive(version, change)),
    drop: (build) => write(() => rows.drop(build)),
  };
}
