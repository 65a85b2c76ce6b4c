import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findCommand } from '@amana/domain/catalogue';
import { identificationFact } from '@amana/domain/case/identification/events';
import { priority } from '@amana/domain/code-lists/cl-28-priority';
import type { Command } from '@amana/domain/command-definition';
import { clear } from '@amana/domain/field-tree';
import { isRejection } from '@amana/domain/rejection';
import { sealedPartsOf } from '@amana/privacy/open-event';
import { v7 } from 'uuid';
import type { AnyCommand } from './command-request.ts';
import { AGENCY, caseworker, createEmbeddedApp, frame, POLICE } from './testing/embedded-app.ts';

const identify = {
  personId: '0193c5a0-0000-7000-8000-0000000be501',
  channel: 'BORDER_POST',
  place: { country: 'NER', locality: 'Lieu fictif' },
  indicators: [],
  wayOfArrival: 'BORDER_POST',
  legalBasis: ['PUBLIC_TASK'],
};
const screen = { toolCode: 'T', acts: [], means: [], purposes: [], outcome: 'INCONCLUSIVE', nextStep: 'OPEN_CASE' };

/** The command as a later release might have it: one more field, with a default. */
function upgraded(name: string): Command<never> {
  const command = findCommand(name) as unknown as AnyCommand;
  return {
    ...command,
    fields: { ...command.fields, urgency: clear(priority.schema.default('NORMAL')) },
    decide: ({ body: { urgency, ...body }, ...input }: Parameters<AnyCommand['decide']>[0]) => {
      if (urgency !== 'NORMAL') throw new Error('the default is missing');
      return command.decide({ body, ...input });
    },
  } as unknown as Command<never>;
}

describe('handleCommand', () => {
  let app: ReturnType<typeof createEmbeddedApp>;
  beforeEach(() => {
    app = createEmbeddedApp();
  });
  afterEach(() => app.close());

  const storedOf = async (id: string) => (await app.store.readStream(`case-${id}`)).events;

  /** What an erasure leaves behind: the receipts, and no key. */
  function destroyKeys(parts: readonly { keyId: string; subjectId: string; class: string }[]): void {
    expect(parts.map((part) => part.class)).toEqual(['statistic', 'identity']);
    const db = new DatabaseSync(join(app.folder, 'keys', 'keyring.db'));
    for (const { keyId, subjectId, class: cls } of parts) {
      db.prepare('DELETE FROM keys WHERE key_id = ?').run(keyId);
      db.prepare('INSERT INTO receipts VALUES (?, ?, ?, ?)').run(keyId, subjectId, cls, v7());
    }
    db.close();
  }

  it('stores what was decided and answers with it', async () => {
    const id = v7();
    const commandId = v7();
    const answer = await app.send('IdentifyPerson', { id, body: identify, commandId });
    expect(answer).toEqual({
      outcome: 'stored',
      revision: 0,
      events: [{ id: expect.any(String), type: 'PersonIdentified', revision: 0 }],
      position: await app.store.head(),
      secret: undefined,
    });
    const [event, ...more] = await storedOf(id);
    expect(more).toEqual([]);
    expect(answer).toMatchObject({ events: [{ id: event?.id }], position: event?.position });
    expect(event?.metadata).toEqual({
      schemaVersion: 1,
      controller: AGENCY,
      occurredAt: { value: '2022-06-15', precision: 'day', zone: 'Africa/Niamey' },
      recordedAt: '2022-06-15T10:00:00.001Z',
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
    expect(event?.data).toEqual({
      personId: identify.personId,
      sealed: [expect.objectContaining({ class: 'statistic' }), expect.objectContaining({ class: 'identity' })],
    });
  });

  it('several events of one command are stored and answered in their order, and a repeat gets them all', async () => {
    const command = findCommand('IdentifyPerson') as unknown as AnyCommand;
    const assigned = identificationFact('CaseworkerAssigned', { userId: 'user-caseworker-1', from: { value: '2022', precision: 'year' } });
    const both = {
      ...command,
      decide: (input: Parameters<AnyCommand['decide']>[0]) => {
        const decision = command.decide(input);
        return isRejection(decision) ? decision : { ...decision, events: [...decision.events, assigned] };
      },
    } as unknown as Command<never>;
    const request = { command: both, id: v7(), body: { ...frame, ...identify }, commandId: v7(), actor: caseworker };
    const answer = await app.newHandler()(request);
    const events = await storedOf(request.id);
    expect(events.map(({ type, metadata }) => [type, metadata['commandIndex']])).toEqual([['PersonIdentified', [0, 2]], ['CaseworkerAssigned', [1, 2]]]);
    expect(answer).toEqual({ outcome: 'stored', revision: 1, events: events.map(({ id, type, revision }) => ({ id, type, revision })), position: events[1]?.position, secret: undefined });
    await app.send('CompleteScreening', { id: request.id, body: screen });
    expect(await app.newHandler()(request)).toEqual(answer);
  });

  describe('I-104: a command that is sent again', () => {
    it('where the store holds only a part of it, is no first answer and is not decided again: a loud error', async () => {
      const id = v7();
      const commandId = v7();
      await app.send('IdentifyPerson', { id, body: identify, commandId });
      const [whole] = await storedOf(id);
      const part = { id: v7(), type: whole?.type ?? '', data: whole?.data ?? {}, metadata: { ...whole?.metadata, commandId: v7(), commandIndex: [0, 2] } };
      await app.store.append(`case-${id}`, 0, [part]);
      const again = app.send('CompleteScreening', { id, body: screen, commandId: part.metadata.commandId });
      await expect(again).rejects.toMatchObject({ code: 'COMMAND_IN_PART', retryable: false });
      expect(await storedOf(id)).toHaveLength(2);
    });

    it('by another process, after others have written, is stored once and gets its first answer', async () => {
      const id = v7();
      const commandId = v7();
      const first = await app.send('IdentifyPerson', { id, body: identify, commandId });
      await app.send('CompleteScreening', { id, body: screen });
      expect(await app.newProcess()('IdentifyPerson', { id, body: identify, commandId })).toEqual(first);
      expect(await storedOf(id)).toHaveLength(2);
    });

    it('after its sender’s role changed gets its first answer', async () => {
      const id = v7();
      const commandId = v7();
      const first = await app.send('IdentifyPerson', { id, body: identify, commandId });
      const actor = { ...caseworker, role: 'DONOR' } as const;
      expect(await app.send('IdentifyPerson', { id, body: identify, commandId, actor })).toEqual(first);
      expect(await app.send('IdentifyPerson', { id, body: identify, commandId: v7(), actor })).toEqual({ outcome: 'forbidden' });
      expect(await storedOf(id)).toHaveLength(1);
    });

    it('with an If-Match that was right the first time gets its first answer', async () => {
      const id = v7();
      await app.send('IdentifyPerson', { id, body: identify });
      const commandId = v7();
      const first = await app.send('CompleteScreening', { id, body: screen, commandId, ifMatch: 0 });
      expect(first).toMatchObject({ outcome: 'stored', revision: 1 });
      expect(await app.send('CompleteScreening', { id, body: screen, commandId, ifMatch: 0 })).toEqual(first);
    });

    it.each([
      ['before an upgrade that added a field with a default', 'IdentifyPerson'],
      ['after it, by a process that was not upgraded yet', 'upgraded'],
    ])('%s is the same request', async (_when, firstBy) => {
      const old = findCommand('IdentifyPerson') as Command<never>;
      const [before, after] = firstBy === 'upgraded' ? [upgraded('IdentifyPerson'), old] : [old, upgraded('IdentifyPerson')];
      const request = { id: v7(), body: { ...frame, ...identify }, commandId: v7(), actor: caseworker };
      const first = await app.newHandler()({ ...request, command: before });
      expect(first).toMatchObject({ outcome: 'stored', revision: 0 });
      expect(await app.newHandler()({ ...request, command: after })).toEqual(first);
      expect(await storedOf(request.id)).toHaveLength(1);
    });

    it('after the erasure of the person still gets its first answer', async () => {
      const id = v7();
      const commandId = v7();
      const first = await app.send('IdentifyPerson', { id, body: identify, commandId });
      const [event] = await storedOf(id);
      destroyKeys(event === undefined ? [] : sealedPartsOf(event));

      const later = app.newProcess();
      expect(await later('IdentifyPerson', { id, body: identify, commandId })).toEqual(first);
      expect(await later('IdentifyPerson', { id, body: identify, commandId, actor: { ...caseworker, userId: 'user-other-1' } })).toEqual({ outcome: 'key-reused' });
      expect(await storedOf(id)).toHaveLength(1);
    });
  });

  it('the same key with another body, or from another user, is refused; another agency is not told that the case exists', async () => {
    const id = v7();
    const commandId = v7();
    await app.send('IdentifyPerson', { id, body: identify, commandId });
    const again = (change: object, actor = caseworker) => app.send('IdentifyPerson', { id, body: { ...identify, ...change }, commandId, actor });
    expect(await again({ indicators: ['DEBT'] })).toEqual({ outcome: 'key-reused' });
    expect(await again({ unknown: true })).toEqual({ outcome: 'key-reused' });
    expect(await again({}, { ...caseworker, userId: 'user-other-1' })).toEqual({ outcome: 'key-reused' });
    expect(await again({}, { ...caseworker, userId: 'user-police-1', agencyId: POLICE })).toEqual({ outcome: 'not-found' });
    expect(await again({}, { ...caseworker, userId: 'user-other-1', role: 'DONOR' })).toEqual({ outcome: 'forbidden' });
    expect(await app.send('CompleteScreening', { id, body: screen, commandId })).toEqual({ outcome: 'key-reused' });
    expect(await storedOf(id)).toHaveLength(1);
  });

  it('a key is one command within its stream: on another case it is another command', async () => {
    const commandId = v7();
    const answers = [];
    for (const id of [v7(), v7()]) answers.push(await app.send('IdentifyPerson', { id, body: identify, commandId }));
    expect(answers).toMatchObject([{ outcome: 'stored', revision: 0 }, { outcome: 'stored', revision: 0 }]);
  });
});
