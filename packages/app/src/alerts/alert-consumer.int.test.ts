import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AnyFact } from '@amana/domain/event-definition';
import { referralFact } from '@amana/domain/case/referral/events';
import type { Deliveries } from '@amana/ports/deliveries';
import type { EventStore, RecordedEvent } from '@amana/ports/event-store';
import { StoreUnavailable } from '@amana/ports/failures';
import type { Topic } from '@amana/ports/topic';
import { partnerReferralId } from '@amana/privacy/subject-id';
import { v7 } from 'uuid';
import { CASES_TOPIC, referenceTo } from '../relay/case-reference.ts';
import { AGENCY } from '../testing/embedded-app.ts';
import { alertIdFor, createEmbeddedAlerts, health, police, referralRevoked, referralSentTo, type EmbeddedAlerts } from '../testing/embedded-alerts.ts';
import { until } from '../testing/until.ts';
import { createAlertConsumer, type AlertConsumerDeps } from './alert-consumer.ts';

const URL = 'https://partner.example/amana';
const caseId = '0193c5a0-0000-7000-8000-0000000ca5e1';
const referralId = '0193c5a0-0000-7000-8000-00000000ef01';
const subject = partnerReferralId(caseId, referralId);
const idOf = (event: RecordedEvent | undefined, agencyId = police.agencyId) => alertIdFor(event, { agencyId });
const away = () => new StoreUnavailable('away', { written: 'no' });

/** The n-th call throws, the others go through. */
function failingOnce<Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>, nth = 1, after = false) {
  let calls = 0;
  return async (...args: Args): Promise<Result> => {
    calls += 1;
    if (calls !== nth) return call(...args);
    if (after) await call(...args);
    throw away();
  };
}

describe('alerts of events that come through the topic', () => {
  let world: EmbeddedAlerts;
  let endpointId: string;
  beforeEach(async () => {
    world = await createEmbeddedAlerts();
    await world.register(police);
    ({ endpointId } = await world.subscribe(police, URL));
  });
  afterEach(() => world.close());

  /** Publishes references to these events, and lets a consumer handle them to the end. Says how often it had to try again. */
  async function handle(
    events: readonly RecordedEvent[],
    changes: Partial<AlertConsumerDeps> = {},
  ): Promise<{ retries: number; queued: number }> {
    const done = new Set<string>();
    const counts = { retries: 0, queued: 0 };
    const topic: Topic = {
      ...world.topic(),
      consumer: (options) =>
        world.topic().consumer({
          ...options,
          handle: async (message) => {
            await options.handle(message);
            done.add(message.id);
          },
          onRetry: (error, attempt) => {
            counts.retries += 1;
            options.onRetry?.(error, attempt);
          },
        }),
    };
    const consumer = createAlertConsumer({ ...world.deps(), ...changes, topic, onQueued: () => (counts.queued += 1) });
    await world.topic().publish(CASES_TOPIC, events.map(referenceTo));
    const run = consumer.run();
    await until('all references are handled', () => events.every(({ id }) => done.has(id)));
    expect(consumer.status()).toEqual({ failures: 0 });
    await consumer.stop();
    await run;
    return counts;
  }

  const deliveriesWith = (change: (real: Deliveries) => Partial<Deliveries>): Deliveries => ({
    ...world.deliveries(),
    ...change(world.deliveries()),
  });
  const withEvents = (append: EventStore['append']): EventStore => ({ ...world.events, append });
  const record = (facts: readonly AnyFact[]) => world.record(caseId, facts);

  it('I-110: a referral that was sent becomes one row for its receiver, with ids that lead back to no case', async () => {
    const events = await record(referralSentTo(police, referralId, 'URGENT'));
    expect(await handle(events)).toEqual({ retries: 0, queued: 1 });
    const sent = events.at(-1);
    const alertId = idOf(sent);
    const recordedAt = sent?.metadata['recordedAt'];
    expect(await world.deliveries().find(alertId)).toEqual({
      alertId,
      eventId: sent?.id,
      recipient: police.agencyId,
      channel: 'WEBHOOK',
      subject,
      era: world.log.era,
      position: sent?.position,
      priority: 'URGENT',
      lastWord: false,
      content: {
        type: 'referral.sent',
        timestamp: recordedAt,
        data: {
          alertId,
          kind: 'REFERRAL_SENT',
          priority: 'URGENT',
          referralId: subject,
          service: 'MEDICAL',
          dueAt: '2022-07-01T08:00:00.000Z',
          link: `https://amana.example/v1/referrals/${subject}`,
        },
      },
      createdAt: recordedAt,
      state: 'PENDING',
      attempts: 0,
      notBefore: recordedAt,
      reason: undefined,
    });
    const { events: said } = await world.alert(alertId);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({
      type: 'AlertQueued',
      data: {
        causeEventId: sent?.id,
        recipientAgencyId: police.agencyId,
        endpointId,
        channel: 'WEBHOOK',
        kind: 'REFERRAL_SENT',
        priority: 'URGENT',
      },
      metadata: { actor: { userId: 'system', role: 'SYS', agencyId: world.log.logId }, controller: world.log.logId, causationId: sent?.id },
    });
  });

  it('a message that comes again changes nothing', async () => {
    const events = await record(referralSentTo(police, referralId));
    await handle(events);
    expect(await handle(events)).toEqual({ retries: 0, queued: 0 });
    expect((await world.alert(idOf(events.at(-1)))).types).toEqual(['AlertQueued']);
    expect(await world.deliveries().counts()).toEqual({ PENDING: 1, DELIVERED: 0, PARKED: 0, REPLACED: 0 });
  });

  it('who did not subscribe, or not to this, is not alerted, and the log says nothing of it', async () => {
    await world.register(health);
    const toHealth = await world.record(v7(), referralSentTo(health, referralId));
    const accepted = await record([...referralSentTo(police, referralId), referralFact('ReferralAccepted', { referralId })]);
    await handle([...toHealth, accepted[2] as RecordedEvent]);
    expect(await world.deliveries().counts()).toEqual({ PENDING: 0, DELIVERED: 0, PARKED: 0, REPLACED: 0 });
    expect((await world.alert(idOf(toHealth[1], health.agencyId))).types).toEqual([]);
    expect((await world.alert(idOf(accepted[2], AGENCY))).types).toEqual([]);
  });

  it('a subscription of later does not reach back: alerts are as of the event', async () => {
    await world.register(health);
    const events = await world.record(caseId, referralSentTo(health, referralId));
    world.advance(10);
    await world.subscribe(health, URL);
    await handle(events);
    expect((await world.deliveries().counts()).PENDING).toBe(0);
  });

  it('a last word replaces what was not sent yet, in the rows and in the log', async () => {
    const events = await record([...referralSentTo(police, referralId), referralRevoked(referralId)]);
    await handle(events);
    const [, sent, revoked] = events;
    expect((await world.deliveries().find(idOf(sent)))?.state).toBe('REPLACED');
    expect((await world.deliveries().find(idOf(revoked)))?.state).toBe('PENDING');
    expect((await world.alert(idOf(sent))).types).toEqual(['AlertQueued', 'AlertReplaced']);
    expect((await world.alert(idOf(revoked))).types).toEqual(['AlertQueued']);
  });

  it('a last word of another referral replaces nothing', async () => {
    const other = v7();
    const events = await record([...referralSentTo(police, referralId), ...referralSentTo(police, other), referralRevoked(other)]);
    await handle(events);
    expect((await world.deliveries().find(idOf(events[1])))?.state).toBe('PENDING');
    expect((await world.alert(idOf(events[1]))).types).toEqual(['AlertQueued']);
    expect((await world.alert(idOf(events[3]))).types).toEqual(['AlertQueued', 'AlertReplaced']);
  });

  it('what is older and comes after the last word is replaced at once, and the log says so', async () => {
    const [drafted, sent, revoked] = await record([...referralSentTo(police, referralId), referralRevoked(referralId)]);
    await handle([drafted, revoked] as RecordedEvent[]);
    await handle([sent] as RecordedEvent[]);
    expect((await world.deliveries().find(idOf(sent)))?.state).toBe('REPLACED');
    expect((await world.alert(idOf(sent))).types).toEqual(['AlertQueued', 'AlertReplaced']);
  });

  describe('after a crash, the message comes again and', () => {
    const oneAlert = { PENDING: 1, DELIVERED: 0, PARKED: 0, REPLACED: 0 };

    it('where the log was not told: it is told then', async () => {
      const events = await record(referralSentTo(police, referralId));
      // Three times is as often as one append is sent again before the failure shows.
      let appends = 0;
      const append: EventStore['append'] = async (...args) => {
        appends += 1;
        if (appends <= 3) throw away();
        return world.events.append(...args);
      };
      expect(await handle(events, { events: withEvents(append) })).toEqual({ retries: 1, queued: 1 });
      expect((await world.alert(idOf(events.at(-1)))).types).toEqual(['AlertQueued']);
      expect(await world.deliveries().counts()).toEqual(oneAlert);
    });

    it('where the log was told and the answer was lost: it is not told twice', async () => {
      const events = await record(referralSentTo(police, referralId));
      await handle(events, { events: withEvents(failingOnce((...args) => world.events.append(...args), 1, true)) });
      expect((await world.alert(idOf(events.at(-1)))).types).toEqual(['AlertQueued']);
      expect(await world.deliveries().counts()).toEqual(oneAlert);
    });

    it('where the log was told and the row was not added: the row is added', async () => {
      const events = await record(referralSentTo(police, referralId));
      const deliveries = deliveriesWith((real) => ({ add: failingOnce((rows) => real.add(rows)) }));
      expect(await handle(events, { deliveries })).toEqual({ retries: 1, queued: 1 });
      expect((await world.alert(idOf(events.at(-1)))).types).toEqual(['AlertQueued']);
      expect(await world.deliveries().counts()).toEqual(oneAlert);
    });

    it('where the row was added: nothing is there twice', async () => {
      const events = await record(referralSentTo(police, referralId));
      const deliveries = deliveriesWith((real) => ({ add: failingOnce((rows) => real.add(rows), 1, true) }));
      expect(await handle(events, { deliveries })).toEqual({ retries: 1, queued: 0 });
      expect((await world.alert(idOf(events.at(-1)))).types).toEqual(['AlertQueued']);
      expect(await world.deliveries().counts()).toEqual(oneAlert);
    });

    it('where a last word was added and the log did not hear what it replaced: the log hears it then', async () => {
      const events = await record([...referralSentTo(police, referralId), referralRevoked(referralId)]);
      await handle(events.slice(0, 2));
      const deliveries = deliveriesWith((real) => ({ find: failingOnce((id) => real.find(id)) }));
      expect((await handle(events.slice(2), { deliveries })).retries).toBe(1);
      expect((await world.alert(idOf(events[1]))).types).toEqual(['AlertQueued', 'AlertReplaced']);
    });
  });

  it('a reference to an event that is not in this log is dropped, with a line for the operator', async () => {
    const [drafted, sent] = await record(referralSentTo(police, referralId));
    const elsewhere = { ...(sent as RecordedEvent), id: v7() };
    const beyond = { ...(sent as RecordedEvent), id: v7(), revision: 99 };
    await handle([drafted as RecordedEvent, elsewhere, beyond]);
    expect((await world.deliveries().counts()).PENDING).toBe(0);
    expect(world.output.lines).toEqual(
      [elsewhere, beyond].map(({ id }) => ({
        level: 'warn',
        facts: { eventId: id },
        message: 'a reference to an event that is not in this log was dropped',
      })),
    );
  });

  it('only what is no reference goes to the dead letters', async () => {
    await world.topic().publish(CASES_TOPIC, [{ key: 'k', id: 'broken', value: { hello: 1 } }]);
    await handle(await record(referralSentTo(police, referralId)));
    expect(await world.topic().deadLetters(CASES_TOPIC, 'notifier')).toEqual([{ id: 'broken', key: 'k', reason: 'NO_CASE_REFERENCE' }]);
    expect((await world.deliveries().counts()).PENDING).toBe(1);
  });

  it('says that it fails for as long as it does, and two quiet minutes longer where nothing comes', async () => {
    const events = await record(referralSentTo(police, referralId));
    let ms = 0;
    const readStream = async () => {
      ms += 1_000;
      throw away();
    };
    const consumer = createAlertConsumer({ ...world.deps(), events: { ...world.events, readStream }, monotonic: () => ms });
    await world.topic().publish(CASES_TOPIC, events.slice(1).map(referenceTo));
    const run = consumer.run();
    await until('it fails', () => consumer.status().failures >= 3);
    await consumer.stop();
    await run;
    const { failures } = consumer.status();
    ms += 120_000;
    expect(consumer.status()).toEqual({ failures });
    ms += 1;
    expect(consumer.status()).toEqual({ failures: 0 });
  });

  it('while a store is away it tries again in place and says so; nothing is lost', async () => {
    const events = await record(referralSentTo(police, referralId));
    let seen = 0;
    const readStream: EventStore['readStream'] = async (...args) => {
      if (++seen <= 2) throw away();
      return world.events.readStream(...args);
    };
    expect((await handle(events, { events: { ...world.events, readStream } })).retries).toBe(2);
    expect(world.output.lines.map(({ level, facts }) => [level, facts])).toEqual([
      ['error', { error: expect.any(StoreUnavailable), attempt: 1 }],
      ['error', { error: expect.any(StoreUnavailable), attempt: 2 }],
    ]);
    expect((await world.deliveries().counts()).PENDING).toBe(1);
  });
});
