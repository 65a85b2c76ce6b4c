import { describe, expect, it } from '@jest/globals';
import { instantOfDecision, latestTrusted, NEVER } from './instant-of-decision.ts';

const reading = (recordedAt: string, clock: 'ok' | 'unconfirmed') => ({ recordedAt, clock });
const stream = [
  reading('2022-06-10T08:00:00.000Z', 'ok'),
  reading('2022-06-20T08:00:00.000Z', 'ok'),
  reading('2022-06-15T08:00:00.000Z', 'ok'),
  reading('2099-01-01T00:00:00.000Z', 'unconfirmed'),
];
const seen = stream.reduce(latestTrusted, NEVER);

describe('the instant of a decision', () => {
  it('is what a trusted clock shows, whatever the stream has seen', () => {
    expect(instantOfDecision(reading('2022-06-12T08:00:00.000Z', 'ok'), seen)).toBe('2022-06-12T08:00:00.000Z');
  });

  it('of a clock that nobody trusts lies no earlier than the newest trusted time of the stream', () => {
    expect(instantOfDecision(reading('2020-01-01T00:00:00.000Z', 'unconfirmed'), seen)).toBe('2022-06-20T08:00:00.000Z');
    expect(instantOfDecision(reading('2022-06-20T08:00:00.001Z', 'unconfirmed'), seen)).toBe('2022-06-20T08:00:00.001Z');
  });

  it('is the clock’s own where the stream has seen no trusted time', () => {
    expect(instantOfDecision(reading('2020-01-01T00:00:00.000Z', 'unconfirmed'), NEVER)).toBe('2020-01-01T00:00:00.000Z');
    expect(stream.slice(3).reduce(latestTrusted, NEVER)).toBe(NEVER);
  });
});
