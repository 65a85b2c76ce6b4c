import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { alertFact } from '@amana/domain/alert/events';
import { NOT_IN_LOG, type ClaimedDelivery, type Deliveries, type Outcome } from '@amana/ports/deliveries';
import type { RecordedEvent } from '@amana/ports/event-store';
import { StoreUnavailable } from '@amana/ports/failures';
import { v7 } from 'uuid';
import { alertIdFor, createEmbeddedAlerts, police, referralRevoked, referralSentTo, type EmbeddedAlerts } from '../testing/embedded-alerts.ts';
import { createPlanner } from './plan-alerts.ts';
import { queueAlerts } from './queue-alerts.ts';
import { recordOutcome } from './record-outcome.ts';

const idOf = (event: RecordedEvent | undefined) => alertIdFor(event, police);
const claimMs = 60_000;

/**
 * Two logs over the delivery rows of the first: `before`, and `after`, which lost every case of before and is told their commands
 * again. Its events have ids and places of their own.
 */
describe('the alerts of a log that was restored', () => {
  const [caseId, referralId] = [v7(), v7()];
  let before: EmbeddedAlerts;
  let after: EmbeddedAlerts;
  beforeEach(async () => {
    [before, after] = [await createEmbeddedAlerts(), await createEmbeddedAlerts()];
    for (const world of [before, after]) {
      await world.register(police);
      await world.subscribe(police, 'https://partner.example/amana');
    }
    for (let n = 0; n < 3; n++) await after.record(v7(), referralSentTo(police, v7())); // so that places differ
  });
  afterEach(() => {
    before.close();
    after.close();
  });

  const rows = (): Deliveries => before.deliveries();
  const row = (event: RecordedEvent | undefined) => rows().find(idOf(event));

  async function queue(world: EmbeddedAlerts, events: readonly RecordedEvent[], deliveries = rows()): Promise<number> {
    const last = events.at(-1);
    const { planned } = await createPlanner(world.deps())(last?.stream ?? '', last?.revision ?? 0, new Set(events.map(({ id }) => id)));
    return queueAlerts(planned, { ...world.deps(), deliveries });
  }

  const sentIn = async (world: EmbeddedAlerts): Promise<RecordedEvent[]> => world.record(caseId, referralSentTo(police, referralId));

  async function claimed(): Promise<ClaimedDelivery> {
    const [first] = await rows().claim({ now: before.now(), claimMs, limit: 1 });
    if (first === undefined) throw new Error('nothing to claim');
    return first;
  }

  async function endedAs(outcome: Outcome): Promise<void> {
    const { alertId, claim } = await claimed();
    expect(await rows().settle(alertId, claim, outcome)).toBe(true);
  }

  it('have the ids of before, and their rows are renewed: another event, at another place', async () => {
    const [, first] = await sentIn(before);
    await queue(before, [first as RecordedEvent]);
    const [, second] = await sentIn(after);
    expect(idOf(second)).toBe(idOf(first));
    expect(await queue(after, [second as RecordedEvent])).toBe(1);
    expect(second?.id).not.toBe(first?.id);
    expect(await row(second)).toMatchObject({ state: 'PENDING', eventId: second?.id, era: after.log.era, position: second?.position });
    expect((await after.alert(idOf(second))).events).toMatchObject([{ type: 'AlertQueued', data: { causeEventId: second?.id } }]);
    expect(await queue(after, [second as RecordedEvent])).toBe(0);
  });

  it('are not sent again where they were delivered, and the log is told so', async () => {
    await queue(before, await sentIn(before));
    await endedAs({ state: 'DELIVERED' });
    const events = await sentIn(after);
    await queue(after, events);
    expect((await row(events[1]))?.state).toBe('DELIVERED');
    expect(await rows().claim({ now: before.now(), claimMs, limit: 9 })).toEqual([]);
    const said = await after.alert(idOf(events[1]));
    expect(said.types).toEqual(['AlertQueued', 'AlertDelivered']);
    expect(said.history).toMatchObject({ delivered: true, attempts: 1 });
  });

  it('are sent where the sender met them before their command came again: it had parked what the log did not know', async () => {
    await queue(before, await sentIn(before));
    await endedAs({ state: 'PARKED', reason: NOT_IN_LOG });
    const events = await sentIn(after);
    await queue(after, events);
    expect(await row(events[1])).toMatchObject({ state: 'PENDING', reason: undefined, attempts: 0 });
    expect((await after.alert(idOf(events[1]))).types).toEqual(['AlertQueued']);
    expect((await claimed()).eventId).toBe(events[1]?.id);
  });

  it('are sent where the sender looked into the log just before: what it found is worth nothing any more', async () => {
    await queue(before, await sentIn(before));
    const stale = await claimed();
    const events = await sentIn(after);
    await queue(after, events);
    expect(await rows().settle(stale.alertId, stale.claim, { state: 'PARKED', reason: NOT_IN_LOG })).toBe(false);
    expect((await claimed()).alertId).toBe(idOf(events[1]));
  });

  it('stay parked where they were parked otherwise, and replaced where a last word went out; the log is told so', async () => {
    await queue(before, await sentIn(before));
    await endedAs({ state: 'PARKED', reason: 'ATTEMPTS_EXHAUSTED' });
    const [sent] = (await sentIn(after)).slice(1);
    await queue(after, [sent as RecordedEvent]);
    expect(await row(sent)).toMatchObject({ state: 'PARKED', reason: 'ATTEMPTS_EXHAUSTED' });
    expect((await after.alert(idOf(sent))).history).toMatchObject({ parked: { reason: 'ATTEMPTS_EXHAUSTED' }, attemptsWhenParked: 0 });

    await queue(before, await before.record(caseId, [referralRevoked(referralId)]));
    await queue(after, [sent as RecordedEvent]);
    expect((await row(sent))?.state).toBe('PARKED'); // of this era, and no last word is in it yet
    await queue(after, await after.record(caseId, [referralRevoked(referralId)]));
    expect((await row(sent))?.state).toBe('REPLACED');
    expect((await after.alert(idOf(sent))).types).toEqual(['AlertQueued', 'AlertParked', 'AlertReplaced']);
  });

  it('that a last word of before had replaced are not sent while that word has not come again', async () => {
    await queue(before, await before.record(caseId, [...referralSentTo(police, referralId), referralRevoked(referralId)]));
    await endedAs({ state: 'DELIVERED' });
    const events = await sentIn(after);
    await queue(after, events);
    expect((await row(events[1]))?.state).toBe('REPLACED');
    expect((await after.alert(idOf(events[1]))).types).toEqual(['AlertQueued', 'AlertReplaced']);
  });

  it('that the log kept are told nothing twice, and a delivery that it had lost is told', async () => {
    const [, sent] = await sentIn(before);
    await queue(before, [sent as RecordedEvent]);
    await endedAs({ state: 'DELIVERED' });
    const later: EmbeddedAlerts = { ...before, deps: () => ({ ...before.deps(), log: { ...before.log, era: v7() } }) };
    await queue(later, [sent as RecordedEvent]);
    expect((await before.alert(idOf(sent))).types).toEqual(['AlertQueued', 'AlertDelivered']);
    const latest: EmbeddedAlerts = { ...before, deps: () => ({ ...before.deps(), log: { ...before.log, era: v7() } }) };
    await queue(latest, [sent as RecordedEvent]);
    expect((await before.alert(idOf(sent))).types).toEqual(['AlertQueued', 'AlertDelivered']);
  });

  it('that the log knows as delivered stay so, whatever the row says', async () => {
    await queue(before, await sentIn(before));
    await endedAs({ state: 'PARKED', reason: 'GONE' });
    const events = await sentIn(after);
    const alertId = idOf(events[1]);
    await queue(after, events, after.deliveries());
    await recordOutcome(alertId, () => [alertFact('AlertDelivered', { attempt: 1, at: after.now() })], after.deps());
    await queue(after, events);
    expect((await after.alert(alertId)).types).toEqual(['AlertQueued', 'AlertDelivered']);
  });

  it('are told to the log before their rows are renewed: what broke off there is finished by whoever comes again', async () => {
    await queue(before, await sentIn(before));
    await endedAs({ state: 'DELIVERED' });
    const events = await sentIn(after);
    const away = { ...rows(), add: () => Promise.reject(new StoreUnavailable('away', { written: 'no' })) };
    await expect(queue(after, events, away)).rejects.toThrow(StoreUnavailable);
    expect((await row(events[1]))?.era).toBe(before.log.era);
    expect((await after.alert(idOf(events[1]))).types).toEqual(['AlertQueued', 'AlertDelivered']);
    await queue(after, events);
    expect((await row(events[1]))?.era).toBe(after.log.era);
    expect((await after.alert(idOf(events[1]))).types).toEqual(['AlertQueued', 'AlertDelivered']);
  });
});
