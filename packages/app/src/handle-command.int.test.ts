import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import { AGENCY, caseworker, createEmbeddedApp, POLICE } from './testing/embedded-app.ts';

const identify = { personId: '0193c5a0-0000-7000-8000-0000000be501', channel: 'BORDER_POST', place: { country: 'NER' }, indicators: [], wayOfArrival: 'BORDER_POST', legalBasis: ['PUBLIC_TASK'] };

describe('handleCommand', () => {
  let app: ReturnType<typeof createEmbeddedApp>;
  beforeEach(() => {
    app = createEmbeddedApp();
  });
  afterEach(() => app.close());

  it('stores what was decided and answers with it', async () => {
    const id = v7();
    const commandId = v7();
    const answer = await app.send('IdentifyPerson', { id, body: identify, commandId });
    expect(answer).toEqual({
      outcome: 'stored',
      revision: 0,
      events: [{ id: expect.any(String), type: 'PersonIdentified', revision: 0 }],
      position: expect.any(BigInt),
      secret: undefined,
    });
    const { events } = await app.store.readStream(`case-${id}`);
    expect(events[0]?.metadata).toEqual({
      schemaVersion: 1,
      controller: AGENCY,
      occurredAt: { value: '2022-06-15', precision: 'day', zone: 'Africa/Niamey' },
      recordedAt: expect.any(String),
      clock: 'ok',
      actor: caseworker,
      commandId,
      commandIndex: [0, 1],
      correlationId: commandId,
      rules: ['I-01'],
      legalBasis: ['PUBLIC_TASK'],
      consentIds: [],
      grants: [],
    });
    expect(events[0]?.data).toEqual({ personId: identify.personId, sealed: [expect.objectContaining({ class: 'statistic' })] });
  });

  it('I-104: the same command by another process, after others have written, is stored once and gets its first answer', async () => {
    const id = v7();
    const commandId = v7();
    const first = await app.send('IdentifyPerson', { id, body: identify, commandId });
    await app.send('CompleteScreening', { id, body: { toolCode: 'T', acts: [], means: [], purposes: [], outcome: 'INCONCLUSIVE', nextStep: 'OPEN_CASE' } });
    const again = await app.newProcess()('IdentifyPerson', { id, body: identify, commandId });
    expect(again).toEqual(first);
    expect((await app.store.readStream(`case-${id}`)).events).toHaveLength(2);
  });

  it('the same key with another body, or from another user, is refused', async () => {
    const id = v7();
    const commandId = v7();
    await app.send('IdentifyPerson', { id, body: identify, commandId });
    expect(await app.send('IdentifyPerson', { id, body: { ...identify, indicators: ['DEBT'] }, commandId })).toEqual({ outcome: 'key-reused' });
    expect(await app.send('IdentifyPerson', { id, body: identify, commandId, actor: { ...caseworker, userId: 'user-other-1' } })).toEqual({ outcome: 'key-reused' });
    expect(await app.send('IdentifyPerson', { id, body: identify, commandId, actor: { ...caseworker, userId: 'user-police-1', agencyId: POLICE } })).toEqual({ outcome: 'not-found' });
  });
});
