import { expect, test } from '@jest/globals';
import type { NodeEvent } from './collect-events.ts';
import { positionOf, toRecordedEvent } from './recorded-event.ts';

const ours: NodeEvent = {
  id: 'e-1',
  streamId: 'case-1',
  revision: 3n,
  type: 'SomethingHappened',
  isJson: true,
  data: { a: 1 },
  metadata: {},
  position: { commit: 733n },
};

test('an event of ours comes out with these fields and no others', () => {
  expect(toRecordedEvent(ours)).toEqual({
    id: 'e-1',
    stream: 'case-1',
    revision: 3,
    position: 733n,
    type: 'SomethingHappened',
    data: { a: 1 },
    metadata: {},
  });
});

test.each<[string, Partial<NodeEvent>]>([
  ['bytes', { isJson: false, data: new Uint8Array([1]) }],
  ['bytes that say they are JSON', { data: new Uint8Array([1]) }],
  ['JSON that could not be parsed, which the client gives as text', { data: '{"name":"Djamila' }],
  ['a list', { data: [1] }],
  ['null', { data: null }],
  ['no metadata', { metadata: undefined }],
  ['metadata that could not be parsed, which the client gives as bytes', { metadata: new Uint8Array([1]) }],
])('what another program wrote is an error that names its place and nothing of it: %s', (_, changes) => {
  const message = 'the event 3 of case-1 was not written by this program: it is no JSON object with metadata';
  expect(() => toRecordedEvent({ ...ours, ...changes })).toThrow(
    expect.objectContaining({ name: 'PortFailure', code: 'EVENT_FOREIGN', retryable: false, message }),
  );
});

test('a node that gives no positions is too old', () => {
  expect(positionOf(ours)).toBe(733n);
  expect(() => positionOf({ ...ours, position: undefined })).toThrow(
    expect.objectContaining({ name: 'PortFailure', code: 'EVENTSTORE_TOO_OLD', retryable: false }),
  );
});
