import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { identificationFact } from '@amana/domain/case/identification/events';
import type { JsonObject } from '@amana/ports/json';
import { v7 } from 'uuid';
import { AGENCY, caseworker, coordinator, createEmbeddedApp, POLICE, today } from './testing/embedded-app.ts';

const identify = { personId: '0193c5a0-0000-7000-8000-0000000be501', channel: 'BORDER_POST', place: { country: 'NER' }, indicators: [], wayOfArrival: 'BORDER_POST', legalBasis: ['VITAL_INTERESTS'] };
const screen = { toolCode: 'T', acts: [], means: [], purposes: [], outcome: 'INCONCLUSIVE', nextStep: 'OPEN_CASE' };
const open = { caseNumber: 'ZR-2022-0001', ownerUserId: 'user-caseworker-1', intakeForm: 'FULL' };
const inform = () => ({ informationId: v7(), lang: 'hau', interpreterUsed: false, topics: ['USES_OF_DATA'], channel: 'IN_PERSON' });

const ignore = () => undefined;

describe('handleCommand refuses', () => {
  let app: ReturnType<typeof createEmbeddedApp>;
  let warnings: { facts: object; message: string }[];
  let caseloadAnswers: boolean;
  beforeEach(() => {
    warnings = [];
    caseloadAnswers = true;
    app = createEmbeddedApp({
      output: { info: ignore, error: ignore, warn: (facts, message) => void warnings.push({ facts, message }) },
      queries: {
        'open-cases-of-person': async () => {
          if (!caseloadAnswers) throw new Error('the read models are down');
          return [];
        },
      },
    });
  });
  afterEach(() => app.close());

  const storedOf = async (id: string) => (await app.store.readStream(`case-${id}`)).events;
  async function identified() {
    const id = v7();
    await app.send('IdentifyPerson', { id, body: identify });
    return id;
  }
  const registerAgency = (id: string) =>
    app.send('RegisterAgency', { id, actor: coordinator, body: { name: { fr: 'Agence fictive', en: 'Fictitious agency' }, kind: 'NGO', country: 'NER', zone: 'Africa/Niamey', mandateCountries: ['NER'] } });

  it('nothing by memory: what was refused may be sent again with the same key', async () => {
    const id = v7();
    const request = { id, body: screen, commandId: v7() };
    expect(await app.send('CompleteScreening', request)).toEqual({ outcome: 'not-found' });
    await app.send('IdentifyPerson', { id, body: identify });
    expect(await app.send('CompleteScreening', { ...request, actor: { ...caseworker, role: 'DONOR' } })).toEqual({ outcome: 'forbidden' });
    expect(await app.send('CompleteScreening', { ...request, body: { ...screen, outcome: 'INDICATORS_FOUND' } })).toEqual({
      outcome: 'rejected',
      rejection: { rejected: 'ACT_AND_PURPOSE_NEEDED', params: {}, pointers: ['/acts', '/purposes'] },
    });
    expect(await app.send('CompleteScreening', { ...request, ifMatch: 7 })).toEqual({ outcome: 'stale', actual: 0 });
    expect(await app.send('CompleteScreening', request)).toMatchObject({ outcome: 'stored', revision: 1 });
  });

  it('a body that does not fit, and says where', async () => {
    const id = v7();
    const answer = await app.send('IdentifyPerson', { id, body: { ...identify, channel: 'NOWHERE', more: 1 } });
    if (answer.outcome !== 'invalid') throw new Error(answer.outcome);
    expect(answer.error.issues.map(({ code, path }) => ({ code, path }))).toEqual([
      { code: 'invalid_value', path: ['channel'] },
      { code: 'unrecognized_keys', path: [] },
    ]);
    expect(await storedOf(id)).toEqual([]);
  });

  it('a revision that is not the one the caller saw', async () => {
    const id = await identified();
    expect(await app.send('ProvideConsentInformation', { id, body: inform(), ifMatch: 1 })).toEqual({ outcome: 'stale', actual: 0 });
    expect(await app.send('ProvideConsentInformation', { id, body: inform(), ifMatch: 0 })).toMatchObject({ outcome: 'stored', revision: 1 });
    const other = v7();
    expect(await app.send('IdentifyPerson', { id: other, body: identify, ifMatch: 0 })).toEqual({ outcome: 'stale', actual: 'no-stream' });
    expect(await storedOf(other)).toEqual([]);
  });

  const sendAt = (occurredAt: object) => {
    app.setTime('2022-06-15T10:00:00.000Z'); // the handler's clock says one millisecond more
    return app.send('IdentifyPerson', { id: v7(), body: { ...identify, occurredAt } });
  };

  describe('I-103: what did not happen yet', () => {
    const refused = { outcome: 'rejected', rejection: { rejected: 'OCCURRED_IN_FUTURE', params: {}, pointers: ['/occurredAt'] } };

    it.each([
      ['tomorrow', { value: '2022-06-16', precision: 'day', zone: 'Africa/Niamey' }],
      ['today, where it has not begun yet', { value: '2022-06-15', precision: 'day', zone: 'Etc/GMT+12' }],
      ['next month', { value: '2022-07', precision: 'month', zone: 'Africa/Niamey' }],
      ['next year', { value: '2023', precision: 'year', zone: 'Africa/Niamey' }],
      ['more than five minutes ahead of our clock', { value: '2022-06-15T10:05:00.002Z', precision: 'instant', zone: 'Africa/Niamey' }],
    ])('%s is refused', async (_when, occurredAt) => {
      expect(await sendAt(occurredAt)).toEqual(refused);
    });

    it.each([
      ['today', { value: '2022-06-15', precision: 'day', zone: 'Africa/Niamey' }],
      ['tomorrow, where it has begun', { value: '2022-06-16', precision: 'day', zone: 'Pacific/Kiritimati' }],
      ['this month', { value: '2022-06', precision: 'month', zone: 'Africa/Niamey' }],
      ['an unknown time', { value: '', precision: 'unknown', zone: 'Africa/Niamey' }],
      ['a device’s clock that is five minutes fast', { value: '2022-06-15T10:05:00.001Z', precision: 'instant', zone: 'Africa/Niamey' }],
    ])('%s is not', async (_when, occurredAt) => {
      expect(await sendAt(occurredAt)).toMatchObject({ outcome: 'stored', revision: 0 });
    });
  });

  it('a stream over 10,000 events, and warns over 5,000; what was acknowledged before is answered still', async () => {
    const id = v7();
    const request = { id, body: identify, commandId: v7() };
    const first = await app.send('IdentifyPerson', request);
    await fillTo(id, 5_000);
    expect(await app.send('ProvideConsentInformation', { id, body: inform() })).toMatchObject({ outcome: 'stored', revision: 5_000 });
    expect(warnings).toEqual([]);
    expect(await app.send('ProvideConsentInformation', { id, body: inform() })).toMatchObject({ outcome: 'stored', revision: 5_001 });
    expect(warnings).toEqual([{ facts: { stream: `case-${id}`, events: 5_001 }, message: 'a stream is getting long' }]);
    await fillTo(id, 10_000);
    expect(await app.send('ProvideConsentInformation', { id, body: inform() })).toMatchObject({ outcome: 'stored', revision: 10_000 });
    expect(await app.send('ProvideConsentInformation', { id, body: inform() })).toEqual({ outcome: 'stream-too-long' });
    expect(await app.send('IdentifyPerson', request)).toEqual(first);
    expect((await app.store.readStream(`case-${id}`, { from: 10_000 })).head).toBe(10_000);
  });

  async function fillTo(id: string, length: number): Promise<void> {
    const { head } = await app.store.readStream(`case-${id}`, { from: 0, limit: 1 });
    const from = head === 'no-stream' ? 0 : head + 1;
    const { data } = identificationFact('CaseworkerAssigned', { userId: 'user-caseworker-1', from: { value: '2022', precision: 'year' } });
    const metadata = { schemaVersion: 1, controller: AGENCY, occurredAt: today, recordedAt: '2022-06-15T10:00:00.000Z', clock: 'ok', actor: caseworker, commandIndex: [0, 1], rules: [], legalBasis: [], consentIds: [], grants: [] };
    for (let at = from; at < length; at += 500) {
      const events = Array.from({ length: Math.min(500, length - at) }, () => ({ id: v7(), type: 'CaseworkerAssigned', data: data as JsonObject, metadata: { ...metadata, commandId: v7() } }));
      await app.store.append(`case-${id}`, at - 1, events);
    }
  }

  it.each([
    [true, 'I-04', 0],
    [false, 'I-04:unchecked', 1],
  ])('no case action because a limit cannot be checked (read models answer: %s): the event says %s', async (answers, rule, warned) => {
    await registerAgency(AGENCY);
    const id = await identified();
    await app.send('CompleteScreening', { id, body: screen });
    caseloadAnswers = answers;
    expect(await app.send('OpenCase', { id, body: open })).toMatchObject({ outcome: 'stored', revision: 2 });
    expect((await storedOf(id)).at(-1)?.metadata['rules']).toEqual(['I-02', rule, 'I-05']);
    expect(warnings.map(({ message }) => message)).toEqual(Array.from({ length: warned }, () => 'a limit could not be checked: the read models do not answer'));
  });

  it('another agency’s case by saying that there is none', async () => {
    const id = await identified();
    const stranger = { ...caseworker, userId: 'user-police-1', agencyId: POLICE };
    expect(await app.send('ProvideConsentInformation', { id, body: inform(), actor: stranger })).toEqual({ outcome: 'not-found' });
    expect(await app.send('ProvideConsentInformation', { id: v7(), body: inform(), actor: stranger })).toEqual({ outcome: 'not-found' });
    expect(await app.send('ProvideConsentInformation', { id, body: { wrong: true }, actor: stranger })).toEqual({ outcome: 'not-found' });
  });

  it('a person’s id is one agency’s: another that uses the same one has another, empty person', async () => {
    const caseId = await identified();
    const body = { caseId, names: ['Nom fictif'], birthYear: 1990, sex: 'F', citizenship: ['NER'], languages: ['hau'], documents: [] };
    expect(await app.send('RecordIdentity', { id: identify.personId, body })).toMatchObject({ outcome: 'stored', revision: 0 });
    expect(await app.send('RecordIdentity', { id: identify.personId, body })).toMatchObject({ rejection: { rejected: 'IDENTITY_RECORDED_BEFORE' } });
    const stranger = { ...caseworker, userId: 'user-police-1', agencyId: POLICE };
    expect(await app.send('RecordIdentity', { id: identify.personId, body, actor: stranger })).toMatchObject({ rejection: { rejected: 'NOT_THE_CASE_OF_THIS_PERSON' } });
  });
});
