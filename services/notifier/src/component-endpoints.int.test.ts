import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { police, referralRevoked, referralSentTo } from '@amana/app/testing/embedded-alerts';
import type { RecordedEvent } from '@amana/ports/event-store';
import { createRunningNotifier, type RunningNotifier } from './testing/running-notifier.ts';
import { verify } from './testing/partner-server.ts';




describe('the endpoint of a partner', () => {
  let road: RunningNotifier;
  const [caseId, referralId] = [randomUUID(), randomUUID()];
  beforeEach(async () => {
    road = await createRunningNotifier();
  });
  afterEach(() => road.close());

  it('signs with both secrets during a rotation, and with the two newest after another', async () => {
    const { world, partner, endpoint } = road;
    const second = await world.rotate(police, endpoint.endpointId);
    await road.whileRunning(async () => {
      const [, sent] = await road.record(caseId, referralSentTo(police, referralId));
      await road.reaches(sent, 'DELIVERED');
      const [hit] = partner.hits;
      expect(hit?.headers['webhook-signature']?.split(' ')).toHaveLength(2);
      for (const secret of [second, endpoint.secret]) expect(verify(hit, secret)).toMatchObject({ type: 'referral.sent' });

      const third = await world.rotate(police, endpoint.endpointId);
      const [revoked] = await road.record(caseId, [referralRevoked(referralId)]);
      await road.reaches(revoked, 'DELIVERED');
      for (const secret of [third, second]) expect(verify(partner.hits[1], secret)).toMatchObject({ type: 'referral.revoked' });
      expect(() => verify(partner.hits[1], endpoint.secret)).toThrow('No matching signature');
    });
  });

  it('410 ends the endpoint, once: its alerts are parked, and nobody knocks again', async () => {
    const { world, partner, endpoint } = road;
    partner.answer(() => 410);
    const sent: (RecordedEvent | undefined)[] = [];
    for (let n = 0; n < 5; n++) sent.push((await road.record(randomUUID(), referralSentTo(police, randomUUID())))[1]);
    await road.whileRunning(async () => {
      for (const event of sent) await road.reaches(event, 'PARKED');
      const ends = (await world.events.readStream(`agency-${police.agencyId}`)).events.slice(2);
      expect(ends.map(({ type, data }) => [type, data])).toEqual([
        ['AlertSubscriptionEnded', { endpointId: endpoint.endpointId, reason: 'GONE' }],
      ]);
      const gone = sent.find((event) => road.idOf(event) === partner.hits[0]?.alertId);
      expect((await world.alert(road.idOf(gone))).events.slice(1).map(({ type, data }) => [type, data])).toEqual([
        ['AlertDeliveryFailed', { attempt: 1, reason: 'HTTP_410', at: expect.any(String) }],
        ['AlertParked', { reason: 'GONE', at: expect.any(String) }],
      ]);
      const reasons = await Promise.all(sent.map(async (event) => (await world.deliveries().find(road.idOf(event)))?.reason));
      // Two may be under way when the first one hears it.
      expect(partner.hits.length).toBeLessThanOrEqual(2);
      expect(reasons.filter((reason) => reason === 'GONE')).toHaveLength(partner.hits.length);
      expect(reasons.filter((reason) => reason === 'ENDPOINT_ENDED')).toHaveLength(5 - partner.hits.length);
    });
  });

  it('an alert whose endpoint has ended since is parked, and not sent to it nor to another', async () => {
    const { world, partner, endpoint } = road;
    const other = await road.addServer();
    const [, sent] = await road.record(caseId, referralSentTo(police, referralId));
    world.advance(10);
    await world.subscribe(police, other.url);
    await world.unsubscribe(police, endpoint.endpointId);
    await road.whileRunning(async () => {
      await road.reaches(sent, 'PARKED');
      expect(await world.deliveries().find(road.idOf(sent))).toMatchObject({ reason: 'ENDPOINT_ENDED' });
      expect((await world.alert(road.idOf(sent))).types).toEqual(['AlertQueued', 'AlertParked']);
      expect(partner.connections() + other.connections()).toBe(0);
    });
  });

  it('a partner’s private address that the operator does not allow is parked without any connection', async () => {
    const { world, partner } = road;
    await road.whileRunning(
      async () => {
        const [, sent] = await road.record(caseId, referralSentTo(police, referralId));
        await road.reaches(sent, 'PARKED');
        expect(await world.deliveries().find(road.idOf(sent))).toMatchObject({ reason: 'ADDRESS_NOT_ALLOWED' });
        expect(partner.connections()).toBe(0);
      },
      { allowedHosts: new Set() },
    );
  });
});
