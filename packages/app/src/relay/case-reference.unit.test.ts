import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@amana/ports/json';
import { UndecodableMessage } from '@amana/ports/topic';
import { parseReference, referenceTo } from './case-reference.ts';

const reference = {
  eventId: '0193c5a0-0000-7000-8000-000000000001',
  stream: 'case-0193c5a0-0000-7000-8000-0000000ca5e1',
  revision: 3,
  type: 'ReferralSent',
};
const parse = (value: JsonObject) => parseReference({ key: 'k', id: 'i', value });

describe('references to events of cases', () => {
  it('say where the event stands, and nothing of what is in it', () => {
    const { eventId: id, ...place } = reference;
    const event = { id, ...place, position: 17n, data: { sealed: ['secret'] }, metadata: { controller: 'x' } };
    expect(referenceTo(event)).toEqual({ key: reference.stream, id, value: reference });
  });

  it('are read back, whatever a newer relay adds', () => {
    expect(parse(reference)).toEqual(reference);
    expect(parse({ ...reference, added: true })).toEqual(reference);
  });

  it.each([
    ['an empty value', {}],
    ['no event id', { ...reference, eventId: 7 }],
    ['a stream that is no case', { ...reference, stream: 'person-0193c5a0-0000-7000-8000-0000000be501' }],
    ['a revision below 0', { ...reference, revision: -1 }],
    ['a revision that is no integer', { ...reference, revision: 1.5 }],
    ['a revision as text', { ...reference, revision: '3' }],
    ['no type', { ...reference, type: null }],
  ])('with %s are undecodable: no retry can mend them', (_what, value) => {
    expect(() => parse(value)).toThrow(UndecodableMessage);
  });
});
