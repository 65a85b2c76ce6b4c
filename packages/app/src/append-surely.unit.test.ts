import { describe, expect, it } from '@jest/globals';
import type { EventStore, NewEvent } from '@amana/ports/event-store';
import { StoreUnavailable, WrongRevision } from '@amana/ports/failures';
import { appendSurely } from './append-surely.ts';

const events: NewEvent[] = [{ id: 'e1', type: 'SomethingHappened', data: {}, metadata: {} }];
const answer = { revision: 4, position: 9n };
const lost = new StoreUnavailable('the answer was lost', { written: 'unknown' });

/** Appends to a store that answers like this, one after the other; says what it was asked and how long was waited. */
function appending(answers: readonly (Error | typeof answer)[], { deadline = 1_000, stepMs = 0 } = {}) {
  const asked: unknown[] = [];
  const waits: number[] = [];
  let time = 0;
  const append: EventStore['append'] = async (...args) => {
    time += stepMs;
    const next = answers[asked.push(args) - 1];
    if (next === undefined || next instanceof Error) throw next ?? new Error('asked too often');
    return next;
  };
  const limit = { deadline, monotonic: () => time, random: () => 0.5, sleep: async (ms: number) => void waits.push(ms) };
  return { asked, waits, result: appendSurely({ append } as EventStore, { stream: 'case-1', expected: 3, events }, limit) };
}

describe('appendSurely', () => {
  it('appends once where the store answers', async () => {
    const { asked, waits, result } = appending([answer]);
    expect(await result).toBe(answer);
    expect(asked).toEqual([['case-1', 3, events]]);
    expect(waits).toEqual([]);
  });

  it('sends the same events at the same revision again, up to three times, waiting longer each time', async () => {
    const { asked, waits, result } = appending([lost, lost, answer]);
    expect(await result).toBe(answer);
    expect(asked).toEqual([['case-1', 3, events], ['case-1', 3, events], ['case-1', 3, events]]);
    expect(waits).toEqual([100, 200]);
  });

  it('lets the third failure out', async () => {
    const { asked, result } = appending([lost, lost, lost, answer]);
    await expect(result).rejects.toBe(lost);
    expect(asked).toHaveLength(3);
  });

  it('does not try again behind the deadline', async () => {
    const { asked, waits, result } = appending([lost, lost, answer], { deadline: 100, stepMs: 60 });
    await expect(result).rejects.toBe(lost);
    expect(asked).toHaveLength(2);
    expect(waits).toHaveLength(1);
  });

  it.each([new WrongRevision('case-1', 3, 5), new Error('a bug')])('passes on what another try cannot change: %s', async (error) => {
    const { asked, result } = appending([error, answer]);
    await expect(result).rejects.toBe(error);
    expect(asked).toHaveLength(1);
  });
});
