import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '@amana/ports/failures';
import type { Topic, TopicMessage } from '@amana/ports/topic';
import { v7 } from 'uuid';
import { recordRestore } from '../open-log.ts';
import { createEmbeddedAlerts, police, referralSentTo, type EmbeddedAlerts } from '../testing/embedded-alerts.ts';
import { until } from '../testing/until.ts';
import { createRelay, type RelayDeps } from './relay.ts';

/** The topic, and every message that was handed to it. */
function recordingTopic(topic: Topic, fail: () => boolean = () => false) {
  const published: TopicMessage[] = [];
  const recording: Topic = {
    ...topic,
    publish: async (name, messages) => {
      if (fail()) throw new StoreUnavailable('the brokers are away', { written: 'unknown' });
      expect(name).toBe('cases.v1');
      await topic.publish(name, messages);
      published.push(...messages);
    },
  };
  return { recording, published };
}

describe('relay', () => {
  let world: EmbeddedAlerts;
  beforeEach(async () => {
    world = await createEmbeddedAlerts();
  });
  afterEach(() => world.close());

  const upToHead = async (changes: Partial<RelayDeps>): Promise<void> => {
    const relay = createRelay({ ...world.deps(), ...changes });
    const run = relay.run();
    await until('the relay is at the head', () => relay.status().atHead && relay.status().failures === 0);
    await relay.stop();
    await run;
  };

  it('publishes references to the events of cases, in order, and nothing of other streams', async () => {
    const caseId = v7();
    await world.register(police);
    const events = await world.record(caseId, referralSentTo(police, v7()));
    const { recording, published } = recordingTopic(world.topic());
    await upToHead({ topic: recording });
    expect(published).toEqual(
      events.map(({ id, revision, type }) => ({
        key: `case-${caseId}`,
        id,
        value: { eventId: id, stream: `case-${caseId}`, revision, type },
      })),
    );
  });

  it('goes on from its checkpoint: a second start publishes only what is new', async () => {
    await world.record(v7(), referralSentTo(police, v7()));
    await upToHead({});
    const events = await world.record(v7(), referralSentTo(police, v7()));
    const { recording, published } = recordingTopic(world.topic());
    await upToHead({ topic: recording });
    expect(published.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    const last = events.at(-1);
    expect(await world.rows().checkpoint('relay_v1')).toEqual({ era: world.log.era, position: last?.position, eventId: last?.id });
  });

  it('moves its checkpoint only after the brokers have acknowledged: what failed is published again, and nothing is skipped', async () => {
    const events = await world.record(v7(), referralSentTo(police, v7()));
    let failures = 0;
    const checkpoints: unknown[] = [];
    const { recording, published } = recordingTopic(world.topic(), () => ++failures <= 3);
    const relay = createRelay({
      ...world.deps(),
      topic: recording,
      sleep: async () => {
        checkpoints.push(await world.rows().checkpoint('relay_v1'));
      },
    });
    const run = relay.run();
    await until('published', () => relay.status().atHead);
    await relay.stop();
    await run;
    expect(checkpoints).toEqual([undefined, undefined, undefined]);
    expect(published.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  });

  it('in a backlog moves its checkpoint every eight pages and at the head', async () => {
    for (let n = 0; n < 10; n++) await world.record(v7(), referralSentTo(police, v7()));
    const places: bigint[] = [];
    const rows: RelayDeps['rows'] = {
      ...world.rows(),
      apply: (name, change) => {
        places.push(change.to.position);
        return world.rows().apply(name, change);
      },
    };
    const { events: all } = await world.events.readLog(undefined, { limit: 100 });
    await upToHead({ rows, batchSize: 1 });
    expect(places).toEqual([all[7]?.position, all[15]?.position, all.at(-1)?.position]);
    expect(all.length).toBeGreaterThan(16);
    expect(all.length).toBeLessThan(24);
  });

  it('moves it at the head too where the last page did not know that it was the last', async () => {
    await world.record(v7(), referralSentTo(police, v7()));
    const events: RelayDeps['events'] = {
      ...world.events,
      readLog: async (after, options) => {
        const page = await world.events.readLog(after, options);
        return { ...page, atHead: page.events.length === 0 };
      },
    };
    const relay = createRelay({ ...world.deps(), events });
    const run = relay.run();
    const head = await world.events.head();
    await until('the place is kept', async () => (await world.rows().checkpoint('relay_v1'))?.position === head);
    await relay.stop();
    await run;
  });

  it('in a backlog publishes nothing again that was acknowledged before a failure, however often it fails', async () => {
    const events = await world.record(v7(), [...referralSentTo(police, v7()), ...referralSentTo(police, v7())]);
    let calls = 0;
    const { recording, published } = recordingTopic(world.topic(), () => ++calls > 2 && calls < 6);
    await upToHead({ topic: recording, batchSize: 1 });
    expect(published.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    expect(calls).toBe(7);
  });

  it('where the checkpoint was lost after the acknowledgement, the same references come again under the same ids', async () => {
    await world.record(v7(), referralSentTo(police, v7()));
    const first = recordingTopic(world.topic());
    await upToHead({ topic: first.recording });
    await world.rows().drop('relay_v1');
    const second = recordingTopic(world.topic());
    await upToHead({ topic: second.recording });
    expect(second.published).toEqual(first.published);
    expect(second.published).toHaveLength(2);
  });

  it('in another era publishes from the start', async () => {
    await world.record(v7(), referralSentTo(police, v7()));
    const first = recordingTopic(world.topic());
    await upToHead({ topic: first.recording });
    const log = await recordRestore(world.log, { events: world.events, clock: world.clock, newId: () => v7() });
    const second = recordingTopic(world.topic());
    await upToHead({ topic: second.recording, log });
    expect(second.published).toEqual(first.published);
    expect(world.output.lines).toEqual([
      { level: 'warn', facts: { worker: 'relay_v1' }, message: 'the log is another one than at the last checkpoint: beginning anew' },
    ]);
  });

  it('of two relays, the one that was overtaken reads its checkpoint again instead of moving it back', async () => {
    await world.record(v7(), referralSentTo(police, v7()));
    const behind = createRelay({
      ...world.deps(),
      topic: {
        ...world.topic(),
        publish: async () => {
          await world.rows().drop('relay_v1');
          await upToHead({});
        },
      },
    });
    const run = behind.run();
    await until('the overtaken one has caught up', () => behind.status().atHead);
    await behind.stop();
    await run;
    expect(await world.rows().checkpoint('relay_v1')).toMatchObject({ position: await world.events.head() });
  });
});
