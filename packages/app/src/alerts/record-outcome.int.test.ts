import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { alertFact } from '@amana/domain/alert/events';
import type { EventStore } from '@amana/ports/event-store';
import { v7 } from 'uuid';
import { createEmbeddedAlerts, type EmbeddedAlerts } from '../testing/embedded-alerts.ts';
import type { AlertHistory } from './alert-history.ts';
import { appendToAlert, recordOutcome } from './record-outcome.ts';

const at = '2022-06-15T10:00:00.000Z';
const failed = alertFact('AlertDeliveryFailed', { attempt: 1, reason: 'HTTP_500', at });
const delivered = alertFact('AlertDelivered', { attempt: 1, at });
const queued = alertFact('AlertQueued', {
  causeEventId: '0193c5a0-0000-7000-8000-000000000001',
  recipientAgencyId: '0193c5a0-0000-7000-8000-00000000a9e2',
  endpointId: '0193c5a0-0000-7000-8000-00000000ed01',
  channel: 'WEBHOOK',
  kind: 'REFERRAL_SENT',
  priority: 'NORMAL',
});

describe('what became of an alert, where two have it in hand', () => {
  let world: EmbeddedAlerts;
  let alertId: string;
  beforeEach(async () => {
    world = await createEmbeddedAlerts();
    alertId = v7();
    await appendToAlert(alertId, { head: 'no-stream', facts: [queued] }, world.deps());
  });
  afterEach(() => world.close());

  /** Another worker writes just before each of the first `times` appends. */
  function overtaken(times: number) {
    let left = times;
    const append: EventStore['append'] = async (stream, expected, events) => {
      if (left-- > 0 && typeof expected === 'number') await appendToAlert(alertId, { head: expected, facts: [failed] }, world.deps());
      return world.events.append(stream, expected, events);
    };
    return { ...world.deps(), events: { ...world.events, append } };
  }

  it('what another wrote in between is read before it is said again', async () => {
    const asked: AlertHistory['attempts'][] = [];
    await recordOutcome(alertId, ({ attempts }) => (asked.push(attempts), [delivered]), overtaken(2));
    expect(asked).toEqual([0, 1, 1]);
    expect((await world.alert(alertId)).types).toEqual(['AlertQueued', 'AlertDeliveryFailed', 'AlertDeliveryFailed', 'AlertDelivered']);
  });

  it('nothing is said where there is nothing left to say', async () => {
    await recordOutcome(alertId, ({ attempts }) => (attempts > 0 ? [] : [delivered]), overtaken(1));
    expect((await world.alert(alertId)).types).toEqual(['AlertQueued', 'AlertDeliveryFailed']);
  });

  it('ALERT_BUSY: where others keep writing it is given up after five tries, to be taken up again', async () => {
    await expect(recordOutcome(alertId, () => [delivered], overtaken(9))).rejects.toMatchObject({ code: 'ALERT_BUSY', retryable: true });
    expect((await world.alert(alertId)).types).toEqual(['AlertQueued', ...Array.from({ length: 5 }, () => 'AlertDeliveryFailed')]);
  });
});
