import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { holdNothing } from '@amana/app/held-worker';
import { createEmbeddedReading, type EmbeddedReading } from '@amana/app/testing/embedded-reading';
import { until } from '@amana/app/testing/until';
import type { Projection } from '@amana/domain/projections/projection';
import { referenceData } from '@amana/domain/projections/reference-data';
import type { EventStore } from '@amana/ports/event-store';
import { StoreUnavailable } from '@amana/ports/failures';
import { createProjectorComponent } from './component.ts';

describe('projector as a component', () => {
  let world: EmbeddedReading;
  beforeEach(async () => {
    world = await createEmbeddedReading();
  });
  afterEach(() => world.close());

  const component = (readLog?: EventStore['readLog'], projection: Projection = referenceData) =>
    createProjectorComponent(projection, {
      ...world.deps,
      events: { ...world.app.store, ...(readLog === undefined ? {} : { readLog }) },
      output: world.output,
      hold: holdNothing,
      idleMs: 1,
      backoffMs: () => 1,
      sleep: () => new Promise<void>((resolve) => setImmediate(resolve)),
    });

  it('is ready at the head of the log, and stops twice', async () => {
    const projector = component();
    expect([projector.name, projector.check.name]).toEqual(['projector-reference-data', 'projector-reference-data']);
    await projector.start();
    await until('it is at the head', async () => (await projector.check.run()).detail?.['atHead'] === true);
    expect(await projector.check.run()).toEqual({ ok: true, detail: { failures: 0, parked: 0, atHead: true } });
    await projector.stop();
    await projector.stop();
  });

  it('fails where the projector does: a list that moves no more must not look well', async () => {
    const projector = component(() => Promise.reject(new TypeError('a bug')));
    expect(projector.failed).toBeUndefined();
    await projector.start();
    await expect(projector.failed).rejects.toThrow(TypeError);
    await projector.stop();
  });

  it('is not ready while the log is away, and is again after it', async () => {
    let down = true;
    const projector = component((...args) => (down ? Promise.reject(new StoreUnavailable('away', { written: 'no' })) : world.app.store.readLog(...args)));
    await projector.start();
    await until('it has failed three times', async () => !(await projector.check.run()).ok);
    down = false;
    await until('it has caught up', async () => (await projector.check.run()).ok);
    await projector.stop();
  });
});
