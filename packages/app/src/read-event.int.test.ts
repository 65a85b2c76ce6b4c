import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { event, type EventDefinition } from '@amana/domain/event-definition';
import { clear, group, identity, list, optional, statistic } from '@amana/domain/field-tree';
import { Count, LocalCode, ShortText } from '@amana/domain/formats';
import { ERASED, WITHHELD } from '@amana/domain/mark';
import type { RecordedEvent } from '@amana/ports/event-store';
import { createKeys, type Keys } from '@amana/privacy/subject-keys';
import { sealEvent } from '@amana/privacy/seal-event';
import { thirdPartySubject } from '@amana/privacy/subject-id';
import { NewerEvent } from './newer-event.ts';
import { mayOpen, openNothing, readEvents, readSealed } from './read-event.ts';
import { createEmbeddedApp } from './testing/embedded-app.ts';

const EVENT = '0193c5a0-0000-7000-8000-00000000e001';
const SUBJECT = '0193c5a0-0000-7000-8000-0000000be501';
const giver = thirdPartySubject(EVENT, 'giver');

const fields = {
  code: clear(LocalCode),
  age: statistic(Count),
  place: group({ village: optional(identity(ShortText)), region: statistic(LocalCode) }),
  visits: list({ number: clear(Count), note: identity(ShortText) }),
  givenBy: identity(ShortText, { about: 'giver' }),
} as const;
const definitions = { Told: event(fields) as EventDefinition };

const renamed = (data: Readonly<Record<string, unknown>>) => ({ ...data, years: data['age'], age: undefined });

describe('reading a stored event', () => {
  let app: ReturnType<typeof createEmbeddedApp>;
  let keys: Keys;
  let asked: (readonly string[])[];
  beforeEach(() => {
    app = createEmbeddedApp();
    asked = [];
    const keyring = { ...app.keyring, find: (ids: readonly string[]) => (asked.push(ids), app.keyring.find(ids)) };
    keys = createKeys({ keyring, randomBytes, now: () => 0 });
  });
  afterEach(() => app.close());

  async function stored({ schemaVersion = 1, type = 'Told', clearData = { code: 'A', visits: [{ number: 1 }, { number: 2 }] } }: { schemaVersion?: number; type?: string; clearData?: object } = {}): Promise<RecordedEvent> {
    const place = { id: EVENT, stream: 'case-1', type, metadata: { schemaVersion } };
    const parts = [
      { subjectId: SUBJECT, class: 'statistic', values: { '/age': 14, '/place/region': 'NE-7', '/~request': 'digest' } },
      { subjectId: SUBJECT, class: 'identity', values: { '/place/village': 'Lieu fictif', '/visits/0/note': 'un', '/visits/1/note': 'deux' } },
      { subjectId: giver, class: 'identity', values: { '/givenBy': 'Parent fictif' } },
    ] as const;
    const sealing = new Map(await Promise.all([SUBJECT, giver].map(async (subject) => [subject, await app.keys.forSealing(subject)] as const)));
    const data = sealEvent({ event: place, clear: clearData as never, parts }, { keys: sealing, randomBytes });
    return { ...place, data, revision: 3, position: 7n };
  }

  function erase(subject: string, cls: string): void {
    const db = new DatabaseSync(join(app.folder, 'keys', 'keyring.db'));
    db.prepare("INSERT INTO receipts SELECT key_id, subject_id, class, 'erasing' FROM keys WHERE subject_id = ? AND class = ?").run(subject, cls);
    db.prepare('DELETE FROM keys WHERE subject_id = ? AND class = ?').run(subject, cls);
    db.close();
  }

  it('opens what may be opened; the digest of the request is in no field', async () => {
    const [read] = await readEvents([await stored()], keys, { definitions, may: mayOpen(['statistic', 'identity']) });
    expect(read).toEqual({
      id: EVENT,
      type: 'Told',
      revision: 3,
      metadata: { schemaVersion: 1 },
      data: {
        code: 'A',
        age: 14,
        place: { village: 'Lieu fictif', region: 'NE-7' },
        visits: [{ number: 1, note: 'un' }, { number: 2, note: 'deux' }],
        givenBy: 'Parent fictif',
      },
    });
  });

  it('marks what this reader may not see, and leaves it sealed', async () => {
    const [read] = await readEvents([await stored()], keys, { definitions, may: mayOpen(['statistic']) });
    expect(read?.data).toEqual({
      code: 'A',
      age: 14,
      place: { village: WITHHELD, region: 'NE-7' },
      visits: [{ number: 1, note: WITHHELD }, { number: 2, note: WITHHELD }],
      givenBy: WITHHELD,
    });
  });

  it('marks what was erased, each person’s and class’s for itself', async () => {
    const told = await stored();
    erase(SUBJECT, 'identity');
    const [read] = await readEvents([told], keys, { definitions, may: () => true });
    expect(read?.data).toEqual({
      code: 'A',
      age: 14,
      place: { village: ERASED, region: 'NE-7' },
      visits: [{ number: 1, note: ERASED }, { number: 2, note: ERASED }],
      givenBy: 'Parent fictif',
    });
  });

  it('a key that is missing without a receipt is an error, and never an erasure', async () => {
    const told = await stored();
    const db = new DatabaseSync(join(app.folder, 'keys', 'keyring.db'));
    db.exec('DELETE FROM keys');
    db.close();
    await expect(readEvents([told], keys, { definitions, may: mayOpen(['statistic']) })).rejects.toMatchObject({ code: 'MISSING_KEY' });
  });

  it('asks the keyring once for all events, each key once, and not at all where nothing is opened', async () => {
    const told = [await stored(), await stored()];
    await readEvents(told, keys, { definitions, may: mayOpen(['identity']) });
    expect(asked.map((ids) => ids.length)).toEqual([2]);
    await readEvents(told, keys, { definitions, may: openNothing });
    await readEvents([], keys, { definitions, may: mayOpen(['identity']) });
    expect(asked).toHaveLength(1);
  });

  it('may be asked of each part of each event', async () => {
    const [read] = await readEvents([await stored()], keys, { definitions, may: (part, { revision }) => revision === 3 && part.subjectId === giver });
    expect(read?.data).toMatchObject({ age: WITHHELD, place: { village: WITHHELD }, givenBy: 'Parent fictif' });
  });

  describe('of another version', () => {
    const version3: EventDefinition = { fields, version: 3, upcasts: { 1: renamed, 2: (data) => ({ ...data, added: 'since 3' }) } };

    it('is brought up step by step, after opening; marks go with it', async () => {
      const [one] = await readEvents([await stored()], keys, { definitions: { Told: version3 }, may: mayOpen(['statistic']) });
      expect(one?.data).toMatchObject({ years: 14, added: 'since 3', givenBy: WITHHELD });
      expect(readSealed(await stored(), { Told: version3 }).data).toMatchObject({ years: WITHHELD, added: 'since 3' });
      const two = readSealed(await stored({ schemaVersion: 2 }), { Told: version3 });
      expect(two.data).toMatchObject({ age: WITHHELD, added: 'since 3' });
      expect(two.data).not.toHaveProperty('years');
    });

    it.each([
      ['newer version', { schemaVersion: 2 }, `event ${EVENT} is a Told of version 2, which this release does not know: upgrade it first`],
      ['type that this code does not know', { type: 'Untold' }, `event ${EVENT} is a Untold of version 1, which this release does not know: upgrade it first`],
    ])('a %s stops the reader', async (_what, change, message) => {
      const newer = await stored(change);
      await expect(readEvents([newer], keys, { definitions, may: openNothing })).rejects.toThrow(message);
      await expect(readEvents([newer], keys, { definitions, may: openNothing })).rejects.toBeInstanceOf(NewerEvent);
      expect(() => readSealed(newer, definitions)).toThrow(expect.objectContaining({ code: 'NEWER_EVENT', retryable: false }));
    });
  });
});
