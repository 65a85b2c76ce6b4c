import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { reintegrationFact } from '@amana/domain/case/reintegration/events';
import { safetyFact } from '@amana/domain/case/safety/events';
import type { RecordedEvent } from '@amana/ports/event-store';
import { partnerReferralId } from '@amana/privacy/subject-id';
import { v7 } from 'uuid';
import { AGENCY } from '../testing/embedded-app.ts';
import {
  alertIdFor,
  createEmbeddedAlerts,
  health,
  police,
  referralRevoked,
  referralSentTo,
  type EmbeddedAlerts,
} from '../testing/embedded-alerts.ts';
import { createPlanner } from './plan-alerts.ts';

const caseId = '0193c5a0-0000-7000-8000-0000000ca5e1';
const referralId = '0193c5a0-0000-7000-8000-00000000ef01';

describe('planning alerts', () => {
  let world: EmbeddedAlerts;
  beforeEach(async () => {
    world = await createEmbeddedAlerts();
    for (const partner of [police, health]) {
      await world.register(partner);
      await world.subscribe(partner, 'https://partner.example/amana', ['REFERRAL_SENT', 'REFERRAL_REVOKED', 'CONSENT_WITHDRAWN']);
    }
  });
  afterEach(() => world.close());

  const plan = async (upTo: RecordedEvent | undefined, wanted: readonly (RecordedEvent | undefined)[] = [upTo]) => {
    const { planned, absent } = await createPlanner(world.deps())(`case-${caseId}`, upTo?.revision ?? 0, new Set(wanted.map((event) => event?.id ?? '')));
    expect(absent).toEqual([]);
    return planned;
  };

  it('a last word replaces the older alerts of its own recipient and referral: no younger one, no other', async () => {
    const [, sent, , sentToHealth, , sentElse, revoked, , again] = await world.record(caseId, [
      ...referralSentTo(police, referralId),
      ...referralSentTo(health, v7()),
      ...referralSentTo(police, v7()),
      referralRevoked(referralId),
      ...referralSentTo(police, referralId),
    ]);
    const planned = await plan(again, [sent, sentToHealth, sentElse, revoked, again]);
    expect(planned.map(({ delivery, replaces }) => [delivery.alertId, replaces])).toEqual([
      [alertIdFor(sent, police), []],
      [alertIdFor(sentToHealth, health), []],
      [alertIdFor(sentElse, police), []],
      [alertIdFor(revoked, police), [alertIdFor(sent, police)]],
      [alertIdFor(again, police), []],
    ]);
    expect(planned.map(({ delivery }) => delivery.lastWord)).toEqual([false, false, false, true, false]);
  });

  it('plans the wanted events only, and the same however much is behind them', async () => {
    const [, sent] = await world.record(caseId, referralSentTo(police, referralId));
    const before = await plan(sent);
    const [revoked] = await world.record(caseId, [referralRevoked(referralId)]);
    expect(await plan(revoked, [sent])).toEqual(before);
    expect(before).toHaveLength(1);
  });

  it('an event of newer code behind the wanted one holds nothing up; before it, it stops the plan', async () => {
    const [, sent] = await world.record(caseId, referralSentTo(police, referralId));
    await world.record(caseId, [{ type: 'ReferralTeleported', data: {} }]);
    const [revoked] = await world.record(caseId, [referralRevoked(referralId)]);
    expect(await plan(sent)).toHaveLength(1);
    await expect(plan(revoked)).rejects.toMatchObject({ code: 'NEWER_EVENT' });
  });

  it('I-110: a milestone goes to the agency of the case under an id that leads back to no case', async () => {
    await world.register({ agencyId: AGENCY, kind: 'NGO' });
    await world.subscribe({ agencyId: AGENCY, kind: 'NGO' }, 'https://own.example/amana', ['MILESTONE_REACHED']);
    const [reached] = await world.record(caseId, [
      reintegrationFact('ReintegrationMilestoneReached', {
        trackId: v7(),
        milestone: 'RM_SUSTAINED',
        evidence: 'HOME_VISIT_REPORT',
        dimension: 'ECONOMIC',
      }),
    ]);
    const [planned] = await plan(reached);
    expect(planned?.delivery).toMatchObject({ recipient: AGENCY, subject: partnerReferralId(caseId, 'milestones'), lastWord: false });
    expect(planned?.delivery.content).toEqual({
      type: 'milestone.reached',
      timestamp: reached?.metadata['recordedAt'],
      data: { alertId: alertIdFor(reached, { agencyId: AGENCY }), kind: 'MILESTONE_REACHED', priority: 'NORMAL' },
    });
  });

  it('4.5: a safety alert goes to the agency of the case, in the order of what else it hears of the case, with no word on what it is', async () => {
    await world.register({ agencyId: AGENCY, kind: 'NGO' });
    await world.subscribe({ agencyId: AGENCY, kind: 'NGO' }, 'https://own.example/amana', ['SAFETY_ALERT']);
    const [raised] = await world.record(caseId, [safetyFact('SafetyAlertRaised', { safetyAlertId: v7(), kind: 'RETALIATION_RISK', severity: 'CRITICAL' })]);
    const planned = await plan(raised);
    expect(planned.map(({ delivery, replaces }) => [delivery.recipient, delivery.subject, delivery.priority, delivery.lastWord, replaces])).toEqual([
      [AGENCY, partnerReferralId(caseId, 'milestones'), 'EMERGENCY', false, []],
    ]);
    expect(planned[0]?.delivery.content).toEqual({
      type: 'safety.alert',
      timestamp: raised?.metadata['recordedAt'],
      data: { alertId: alertIdFor(raised, { agencyId: AGENCY }), kind: 'SAFETY_ALERT', priority: 'EMERGENCY' },
    });
  });
});
