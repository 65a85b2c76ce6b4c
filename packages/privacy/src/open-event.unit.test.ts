import { expect, test } from '@jest/globals';
import type { RecordedEvent } from '@amana/ports/event-store';
import type { JsonObject } from '@amana/ports/json';
import type { KeyClass, KeyReceipt } from '@amana/ports/keyring';
import { keyIdsOf, openParts, sealedPartsOf, type EventWithParts } from './open-event.ts';
import { sealEvent } from './seal-event.ts';
import { keyIdOf, partKeyOf, type SealedPart } from './sealed-part.ts';
import type { LoadedKey } from './subject-keys.ts';

const keyOf = (cls: KeyClass, fill: number) => {
  const key = Buffer.alloc(32, fill);
  return partKeyOf({ keyId: keyIdOf('person', cls, key), subjectId: 'person', class: cls, key });
};
const keys = { statistic: keyOf('statistic', 1), identity: keyOf('identity', 2), justice: keyOf('justice', 3) };
const place = { id: 'e-1', stream: 'case-1', type: 'VerdictRecorded', metadata: { schemaVersion: 1 } };
const values = { statistic: { '/sex': 'F' }, identity: { '/name': 'Amina' }, justice: { '/outcome': 'x' } };
const data = sealEvent(
  {
    event: place,
    clear: { country: 'NE' },
    parts: Object.entries(values).map(([cls, values]) => ({ subjectId: 'person', class: cls as KeyClass, values })),
  },
  { keys: new Map([['person', keys]]), randomBytes: (size) => Buffer.alloc(size, 7) },
);
const event: EventWithParts = { ...place, data };
const [statistic, identity, justice] = data['sealed'] as unknown as [SealedPart, SealedPart, SealedPart];

const live = Object.values(keys).map((key): [string, LoadedKey] => [key.keyId, { state: 'live', key }]);
const receipt: KeyReceipt = { keyId: keys.identity.keyId, subjectId: 'person', class: 'identity', erasingEventId: 'erasure-1' };
const found = (...more: [string, LoadedKey][]) => new Map([...live, ...more]);
const all = () => true;
const statisticOnly = (part: SealedPart) => part.class === 'statistic';

test('parts that may be opened are opened, in their order', () => {
  expect(openParts(event, { keys: found(), may: all })).toEqual([
    { subjectId: 'person', class: 'statistic', state: 'open', values: values.statistic },
    { subjectId: 'person', class: 'identity', state: 'open', values: values.identity },
    { subjectId: 'person', class: 'justice', state: 'open', values: values.justice },
  ]);
});

test('what this reader may not see is withheld: its key is not even needed, and whether it was erased is not said', () => {
  const erased: [string, LoadedKey] = [receipt.keyId, { state: 'destroyed', receipt }];
  expect(openParts(event, { keys: new Map([...live.slice(0, 1), erased]), may: statisticOnly })).toEqual([
    { subjectId: 'person', class: 'statistic', state: 'open', values: values.statistic },
    { subjectId: 'person', class: 'identity', state: 'withheld' },
    { subjectId: 'person', class: 'justice', state: 'withheld' },
  ]);
});

test('a destroyed key makes its own part erased, with the receipt, and no other', () => {
  expect(openParts(event, { keys: found([receipt.keyId, { state: 'destroyed', receipt }]), may: all })).toEqual([
    { subjectId: 'person', class: 'statistic', state: 'open', values: values.statistic },
    { subjectId: 'person', class: 'identity', state: 'erased', receipt },
    { subjectId: 'person', class: 'justice', state: 'open', values: values.justice },
  ]);
});

test('a key with neither entry nor receipt is an error and never reads as erased', () => {
  const keyId = keys.justice.keyId;
  const message = `neither a key nor a receipt for key ${keyId}: restore the keyring that belongs to this log`;
  expect(() => openParts(event, { keys: new Map(live.slice(0, 2)), may: all })).toThrow(
    expect.objectContaining({ name: 'MissingKey', code: 'MISSING_KEY', retryable: false, keyId, message }),
  );
});

test.each([{ keyId: 'another' }, { subjectId: 'another' }, { class: 'justice' as const }])(
  'a receipt of another key (%j) erases nothing',
  (change) => {
    expect(() =>
      openParts(event, { keys: found([receipt.keyId, { state: 'destroyed', receipt: { ...receipt, ...change } }]), may: all }),
    ).toThrow(
      expect.objectContaining({ code: 'WRONG_KEY', message: `the receipt that is kept for key ${receipt.keyId} is of another one` }),
    );
  },
);

test('a part that was changed, or moved to another event, stops the reading', () => {
  const moved = { ...event, id: 'e-2' };
  expect(() => openParts(moved, { keys: found(), may: all })).toThrow(expect.objectContaining({ code: 'NOT_AUTHENTIC' }));
  const swapped = { ...event, data: { sealed: [{ ...identity, class: 'statistic' }] } };
  expect(() => openParts(swapped, { keys: found(), may: all })).toThrow(expect.objectContaining({ code: 'WRONG_KEY' }));
});

test('the keys of several events are asked for once, and only those of parts that may be opened', () => {
  expect(keyIdsOf([event, event, { ...event, data: {} }], all)).toEqual([statistic.keyId, identity.keyId, justice.keyId]);
  expect(keyIdsOf([event], (part) => part.class === 'justice')).toEqual([justice.keyId]);
});

test('an event comes as the log gives it; without a schema version it is malformed', () => {
  const recorded: RecordedEvent = { ...event, metadata: { schemaVersion: 1, clock: 'ok' }, revision: 0, position: 0n };
  expect(openParts(recorded, { keys: found(), may: all })).toHaveLength(3);
  for (const metadata of [{}, { schemaVersion: '1' }]) {
    expect(() => openParts({ ...recorded, metadata }, { keys: found(), may: all })).toThrow(
      expect.objectContaining({ name: 'SealFailure', code: 'MALFORMED', message: 'this event has no schema version' }),
    );
  }
});

test('an event that seals nothing has no parts', () => {
  expect(sealedPartsOf({ ...event, data: { country: 'NE' } })).toEqual([]);
  expect(openParts({ ...event, data: { country: 'NE' } }, { keys: new Map(), may: all })).toEqual([]);
});

test('what is not a part of version 1 is malformed, also where this reader may not open it', () => {
  const wrong: unknown[] = ['text', null, [], {}, { ...statistic, v: 2 }, { ...statistic, class: 'clear' }];
  for (const field of ['subjectId', 'keyId', 'nonce', 'ciphertext']) wrong.push({ ...statistic, [field]: 1 });
  for (const sealed of [...wrong.map((part) => [part]), 'text', { 0: statistic }, null]) {
    const malformed = { ...event, data: { sealed } as JsonObject };
    expect(() => openParts(malformed, { keys: found(), may: () => false })).toThrow(
      expect.objectContaining({ name: 'SealFailure', code: 'MALFORMED', message: 'this event has parts that are not of version 1' }),
    );
  }
});
