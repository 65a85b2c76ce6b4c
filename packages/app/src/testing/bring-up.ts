import type { Projection } from '@amana/domain/projections/projection';
import { createProjector, type ProjectorDeps } from '../projector.ts';

/** Brings one projection up to the head of the log, and stops it again. */
export async function bringUp(projection: Projection, deps: Omit<ProjectorDeps, 'idleMs' | 'backoffMs' | 'sleep'>): Promise<void> {
  const projector = createProjector(projection, { ...deps, idleMs: 1, backoffMs: () => 1, sleep: async () => undefined });
  const running = projector.run();
  while (!projector.status().atHead) await new Promise(setImmediate);
  await projector.stop();
  await running;
}
