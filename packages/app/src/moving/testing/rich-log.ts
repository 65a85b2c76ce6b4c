import { alertFact } from '@amana/domain/alert/events';
import { consentFact } from '@amana/domain/case/consent/events';
import { referralFact } from '@amana/domain/case/referral/events';
import { centreFact } from '@amana/domain/centre/events';
import { v7 } from 'uuid';
import { recordAccess } from '../../reading/record-access.ts';
import { recordRestore } from '../../open-log.ts';
import { createStreamQueue } from '../../stream-queue.ts';
import { systemEvent } from '../../system-event.ts';
import { registerPerson } from '../../testing/centre-people.ts';
import { AGENCY, caseworker } from '../../testing/embedded-app.ts';
import { createEmbeddedReading } from '../../testing/embedded-reading.ts';
import { police, referralSentTo } from '../../testing/embedded-alerts.ts';

/** A line that ends where no line may end, for whoever reads files of lines. */
export const TRAP = 'Centre\u2028fictif\u2029à Zinder\r\n';

/**
 * A log with a little of everything: appends of one event and of several, sealed parts of several persons, a referral that was
 * taken back with its consent, an alert that failed and was parked in one append, two of the log's own events far apart; and who
 * read what.
 */
export async function createRichLog() {
  const reading = await createEmbeddedReading();
  const { app, deps, tell } = reading;
  const name = { fr: TRAP, en: 'Fictitious centre' };
  await tell(`centre-${v7()}`, [centreFact('CentreRegistered', { name, zone: 'Africa/Niamey', country: 'NER', admin1: 'NE-7', capacity: 2 })]);
  const cases = [await registerPerson(reading), await registerPerson(reading, { birthYear: 2010 })];
  const [referralId, alertId] = [v7(), v7()];
  const stream = `case-${cases[0]}`;
  await tell(stream, referralSentTo(police, referralId));
  const time = { recordedAt: '2022-06-15T10:00:01.000Z', clock: 'ok' } as const;
  const at = time.recordedAt;
  const attempt = [alertFact('AlertDeliveryFailed', { attempt: 1, reason: 'TIMEOUT', at }), alertFact('AlertParked', { reason: 'TIMEOUT', at })];
  await app.store.append(`alert-${alertId}`, 'no-stream', attempt.map((fact) => systemEvent(fact, { id: v7(), logId: deps.log.logId, time })));
  const restored = await recordRestore(deps.log, deps);
  await tell(stream, [
    consentFact('ConsentWithdrawn', { consentIds: [v7()], channel: 'IN_PERSON', words: { text: 'Paroles fictives', lang: 'fra' } }),
    referralFact('ReferralRevoked', { referralId, cause: 'CONSENT_WITHDRAWN' }),
  ]);
  const read = { reader: { userId: caseworker.userId, role: caseworker.role, agencyId: AGENCY }, purpose: 'CASEWORK', view: 'case', classes: ['identity'] } as const;
  for (const caseId of cases) await recordAccess({ ...read, streams: [`case-${caseId}`] }, { ...deps, inTurn: createStreamQueue() });
  return { ...reading, log: restored, cases };
}

export type RichLog = Awaited<ReturnType<typeof createRichLog>>;
