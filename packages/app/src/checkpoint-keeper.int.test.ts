import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@amana/ports/event-store';
import { v7 } from 'uuid';
import { createCheckpointKeeper } from './checkpoint-keeper.ts';
import { createEmbeddedAlerts, police, referralSentTo, type EmbeddedAlerts } from './testing/embedded-alerts.ts';

describe('where a worker without rows stands', () => {
  let world: EmbeddedAlerts;
  let one: RecordedEvent;
  let two: RecordedEvent;
  beforeEach(async () => {
    world = await createEmbeddedAlerts();
    [one, two] = (await world.record(v7(), referralSentTo(police, v7()))) as [RecordedEvent, RecordedEvent];
  });
  afterEach(() => world.close());

  const newKeeper = (changes: object = {}) => createCheckpointKeeper({ name: 'worker_v1', indexes: [] }, { ...world.deps(), ...changes });

  it('is the start at first, then the last event that is done, also for the next process', async () => {
    const keeper = newKeeper();
    expect(await keeper.load()).toBeUndefined();
    await keeper.move(one);
    await keeper.move(two);
    expect(await keeper.load()).toBe(two.position);
    expect(await newKeeper().load()).toBe(two.position);
    expect(world.output.lines).toEqual([]);
  });

  it('is the start again once it was forgotten', async () => {
    const keeper = newKeeper();
    await keeper.load();
    await keeper.move(one);
    await keeper.forget();
    expect(await keeper.load()).toBeUndefined();
    await keeper.move(two);
    expect(await newKeeper().load()).toBe(two.position);
  });

  it.each([
    ['in another era', () => ({ log: { ...world.log, era: v7() } })],
    ['over a log with another event in that place', () => ({ events: { ...world.events, readAt: async () => two } })],
    ['over a log that ends before it', () => ({ events: { ...world.events, readAt: async () => undefined } })],
  ])('is the start %s, and the operator is told', async (_where, changes) => {
    const keeper = newKeeper();
    await keeper.load();
    await keeper.move(one);
    expect(await newKeeper(changes()).load()).toBeUndefined();
    expect(world.output.lines.map(({ level, facts }) => [level, facts])).toEqual([['warn', { worker: 'worker_v1' }]]);
  });

  it('is not moved by one that another has overtaken: it has to read it again', async () => {
    const behind = newKeeper();
    await behind.load();
    const other = newKeeper();
    await other.load();
    await other.move(two);
    await expect(behind.move(one)).rejects.toMatchObject({ code: 'CHECKPOINT_MOVED', retryable: true });
    expect(await behind.load()).toBe(two.position);
  });
});
