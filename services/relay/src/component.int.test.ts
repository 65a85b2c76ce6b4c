import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEmbeddedAlerts, police, referralSentTo, type EmbeddedAlerts } from '@amana/app/testing/embedded-alerts';
import { until } from '@amana/app/testing/until';
import { StoreUnavailable } from '@amana/ports/failures';
import { createRelayComponent } from './component.ts';

const away = () => Promise.reject(new StoreUnavailable('away', { written: 'no' }));

describe('relay as a component', () => {
  let world: EmbeddedAlerts;
  beforeEach(async () => {
    world = await createEmbeddedAlerts();
  });
  afterEach(() => world.close());

  it('is ready at the head of the log, without lag, and stops twice', async () => {
    await world.record(randomUUID(), referralSentTo(police, randomUUID()));
    const relay = createRelayComponent(world.deps());
    expect(relay.name).toBe('relay');
    expect(await relay.status()).toEqual({ atHead: false, failures: 0, lagMs: undefined });
    await relay.start();
    await until('it is at the head', async () => (await relay.status())?.atHead === true);
    expect(await relay.status()).toEqual({ atHead: true, failures: 0, lagMs: 0 });
    expect(await relay.check.run()).toEqual({ ok: true, detail: { atHead: true, failures: 0, lagMs: 0 } });
    expect(relay.check.name).toBe('relay');
    await relay.stop();
    await relay.stop();
  });

  it('while the topic is away it is not ready, and says how far behind it is', async () => {
    let down = false;
    const publish = () => (down ? Promise.reject(new StoreUnavailable('away', { written: 'unknown' })) : Promise.resolve());
    const relay = createRelayComponent({ ...world.deps(), topic: { ...world.topic(), publish } });
    await relay.start();
    await until('it is at the head', async () => (await relay.status())?.atHead === true);
    down = true;
    world.advance(60_000);
    await world.record(randomUUID(), referralSentTo(police, randomUUID()));
    await until('it keeps failing', async () => ((await relay.status())?.failures ?? 0) > 2);
    const { ok, detail } = await relay.check.run();
    expect({ ok, atHead: detail?.['atHead'] }).toEqual({ ok: false, atHead: false });
    expect(detail?.['lagMs']).toBeGreaterThanOrEqual(60_000);
    down = false;
    await until('it has caught up', async () => (await relay.check.run()).ok);
    await relay.stop();
  });

  it.each([
    [1, true],
    [2, true],
    [3, false],
  ])('after %i failures in a row its readiness is %s', async (times, ready) => {
    const backoffMs = (attempt: number) => (attempt < times ? 1 : 60_000); // until it is stopped
    const relay = createRelayComponent({ ...world.deps(), topic: { ...world.topic(), publish: away }, backoffMs });
    await world.record(randomUUID(), referralSentTo(police, randomUUID()));
    await relay.start();
    await until('it has failed', async () => (await relay.status())?.failures === times);
    expect(await relay.check.run()).toEqual({ ok: ready, detail: { failures: times, atHead: false } });
    await relay.stop();
  });

  it('fails where the relay does', async () => {
    const relay = createRelayComponent({
      ...world.deps(),
      topic: { ...world.topic(), publish: () => Promise.reject(new TypeError('a bug')) },
    });
    await world.record(randomUUID(), referralSentTo(police, randomUUID()));
    expect(relay.failed).toBeUndefined();
    await relay.start();
    await expect(relay.failed).rejects.toThrow(TypeError);
    await relay.stop();
  });
});
