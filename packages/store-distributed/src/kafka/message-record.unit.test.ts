import { describe, expect, test } from '@jest/globals';
import { deadLetterRecord, deadLetterTopic, readDeadLetters } from './dead-letter-record.ts';
import { readRecord, recordOf, type IncomingRecord } from './message-record.ts';

const message = { key: 'case-1', id: 'a', value: { eventId: 'a', stream: 'case-1', revision: 3, type: 'ReferralSent' } };

/** As kafkajs hands it over. */
const arrived = ({ key, value, headers }: ReturnType<typeof recordOf>): IncomingRecord => ({
  key: Buffer.from(key),
  value,
  headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)])),
});

const letter = (id: string, origin: string, reason = 'X'): IncomingRecord => ({
  key: Buffer.from('k'),
  value: null,
  headers: { ce_id: Buffer.from(id), 'amana-origin': Buffer.from(origin), 'amana-reason': Buffer.from(reason) },
});

describe('records', () => {
  test('a message is a CloudEvent in binary mode: attributes in headers, the references alone in the value', () => {
    const record = recordOf('cases.v1', message);
    expect({ ...record, value: String(record.value) }).toEqual({
      key: 'case-1',
      value: '{"eventId":"a","stream":"case-1","revision":3,"type":"ReferralSent"}',
      headers: { ce_specversion: '1.0', ce_id: 'a', ce_source: '/amana/cases.v1', ce_type: 'amana.cases.v1', 'content-type': 'application/json' },
    });
    expect(readRecord(arrived(record))).toEqual(message);
  });

  test.each<[string, Partial<IncomingRecord>]>([
    ['NO_CLOUD_EVENT', { headers: undefined }],
    ['NO_CLOUD_EVENT', { headers: {} }],
    ['NO_CLOUD_EVENT', { headers: { ce_id: null } }],
    ['NO_KEY', { key: null }],
    ['NO_VALUE', { value: null }],
    ['NO_JSON', { value: Buffer.from('{') }],
    ['NO_JSON_OBJECT', { value: Buffer.from('null') }],
    ['NO_JSON_OBJECT', { value: Buffer.from('[]') }],
    ['NO_JSON_OBJECT', { value: Buffer.from('7') }],
  ])('%s: what cannot be read is undecodable, with its reason', (reason, wrong) => {
    expect(() => readRecord({ ...arrived(recordOf('cases.v1', message)), ...wrong })).toThrow(expect.objectContaining({ name: 'UndecodableMessage', message: reason }));
  });

  test('a dead letter is the record as it was, with its reason and where it came from', () => {
    const headers = { ce_id: Buffer.from('a'), twice: [Buffer.from('1'), Buffer.from('2')], empty: null };
    const record = deadLetterRecord({ key: null, value: Buffer.from('x'), headers }, { partition: 2, offset: '17', reason: '' });
    expect(record).toEqual({
      key: null,
      value: Buffer.from('x'),
      headers: { ce_id: [Buffer.from('a')], twice: [Buffer.from('1'), Buffer.from('2')], empty: [''], 'amana-reason': '', 'amana-origin': '2/17' },
    });
    expect(deadLetterTopic('cases.v1', 'notifier')).toBe('cases.v1.notifier.dead-letters');
  });

  test('a letter that was sent again is one; two from two places are two, also where a topic was made anew', () => {
    expect(readDeadLetters([letter('a', '0/1'), letter('b', '0/2', ''), letter('a', '0/1'), letter('a', '0/3'), letter('c', '0/1'), { key: null, value: null }])).toEqual([
      { id: 'a', key: 'k', reason: 'X' },
      { id: 'b', key: 'k', reason: '' },
      { id: 'a', key: 'k', reason: 'X' },
      { id: 'c', key: 'k', reason: 'X' },
      { id: '', key: '', reason: '' },
    ]);
  });
});
