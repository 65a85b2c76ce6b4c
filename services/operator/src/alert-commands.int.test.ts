import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSqliteDeliveries } from '@amana/store-embedded/sqlite-deliveries';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import { alertCommands } from './alert-commands.ts';
import { textsOf } from './texts.ts';

const POLICE = '0193c5a0-0000-7000-8000-00000000a9e2';
const HEALTH = '0193c5a0-0000-7000-8000-00000000a9e3';
const NOW = '2026-03-02T10:00:00.000Z';
const clock = { now: () => ({ recordedAt: NOW, clock: 'ok' as const }) };

describe('alerts', () => {
  let work: ReturnType<typeof openWorkDatabase>;
  let said: string[];
  beforeEach(async () => {
    work = openWorkDatabase(':memory:');
    said = [];
    await park('a', POLICE, { createdAt: '2026-03-01T08:00:00.000Z', reason: 'ATTEMPTS_EXHAUSTED' });
    await park('b', POLICE, { createdAt: '2026-02-27T08:00:00.000Z', reason: 'ATTEMPTS_EXHAUSTED' });
    await park('c', HEALTH, { createdAt: '2026-02-28T08:00:00.000Z', reason: 'ADDRESS_NOT_ALLOWED' });
  });
  afterEach(() => work.close());

  const deliveries = () => createSqliteDeliveries(work);
  const commands = (language: 'en' | 'fr' = 'en') =>
    alertCommands({ say: (text) => void said.push(text), texts: textsOf(language), inside: (use) => use({ deliveries: deliveries(), clock }) });

  async function park(alertId: string, recipient: string, { createdAt, reason }: { createdAt: string; reason: string }): Promise<void> {
    const about = { eventId: `event-${alertId}`, era: 'era-1', channel: 'WEBHOOK', subject: `referral-${alertId}`, position: 1n, priority: 'NORMAL', lastWord: false } as const;
    await deliveries().add([{ ...about, alertId, recipient, createdAt, content: { referralId: 'r' } }]);
    const [claimed] = await deliveries().claim({ now: '2026-03-01T09:00:00.000Z', claimMs: 60_000, limit: 1 });
    await deliveries().settle(alertId, claimed?.claim ?? '', { state: 'PARKED', reason });
  }

  it('are listed by agency and reason, with count and oldest, and nothing of what they are about; nothing parked is said as well', async () => {
    expect(await commands().alerts({ send: undefined })).toBe(0);
    expect(said).toEqual([
      [
        `agency${' '.repeat(32)}reason               alerts  oldest`,
        `${POLICE}  ATTEMPTS_EXHAUSTED   2       2026-02-27T08:00:00.000Z`,
        `${HEALTH}  ADDRESS_NOT_ALLOWED  1       2026-02-28T08:00:00.000Z`,
        textsOf('en').alerts.howToSend,
      ].join('\n'),
    ]);
    expect(said[0]).not.toMatch(/referral-|event-/);
    await deliveries().clear();
    expect(await commands('fr').alerts({ send: undefined })).toBe(0);
    expect(said[1]).toBe('Aucune alerte n’est garée.');
  });

  it('--send has one agency’s go again, due now, their attempts counted anew, and leaves the others; again it says that nothing is parked', async () => {
    expect(await commands().alerts({ send: POLICE })).toBe(0);
    expect(said).toEqual([`2 of ${POLICE} are let go: the notifier sends them, also after its next start. One that fails again is parked again, and one whose endpoint has ended, or that a later word replaced, at once: npm run amana -- alerts`]);
    for (const alertId of ['a', 'b']) expect(await deliveries().find(alertId)).toMatchObject({ state: 'PENDING', notBefore: NOW, attempts: 0, reason: undefined });
    expect(await deliveries().find('c')).toMatchObject({ state: 'PARKED', reason: 'ADDRESS_NOT_ALLOWED' });
    expect(await commands('fr').alerts({ send: POLICE })).toBe(0);
    expect(await commands().alerts({ send: 'nobody' })).toBe(0);
    expect(said.slice(1)).toEqual([`Aucune alerte n’est garée pour ${POLICE}.`, 'No alert is parked for nobody.']);
  });
});
