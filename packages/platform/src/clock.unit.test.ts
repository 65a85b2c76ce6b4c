import { expect, test } from '@jest/globals';
import { createClock, systemClockSource } from './clock.ts';

const NOON = Date.parse('2026-03-01T12:00:00.000Z');
const MINUTE = 60_000;

function fedClock() {
  const fed = { wall: NOON, monotonic: 70 };
  const clock = createClock({ wall: () => fed.wall, monotonic: () => fed.monotonic });
  return {
    clock,
    /** Real time passes: both clocks move. */
    pass: (ms: number) => {
      fed.wall += ms;
      fed.monotonic += ms;
    },
    /** Somebody sets the wall clock. */
    jump: (ms: number) => {
      fed.wall += ms;
    },
  };
}

test('time that passes on both clocks is ok, and is given as it is', () => {
  const { clock, pass } = fedClock();
  expect(clock.now()).toEqual({ recordedAt: '2026-03-01T12:00:00.000Z', clock: 'ok' });
  pass(36 * 60 * MINUTE);
  expect(clock.now()).toEqual({ recordedAt: '2026-03-03T00:00:00.000Z', clock: 'ok' });
});

test.each([
  ['forward', 5_001],
  ['back', -5_001],
])('after a jump of more than 5 s %s the clock is unconfirmed, and the time is not mended', (_direction, ms) => {
  const { clock, jump } = fedClock();
  jump(ms);
  expect(clock.now()).toEqual({ recordedAt: new Date(NOON + ms).toISOString(), clock: 'unconfirmed' });
});

test.each([5_000, -5_000])('a difference of %d ms is no jump', (ms) => {
  const { clock, jump } = fedClock();
  jump(ms);
  expect(clock.now().clock).toBe('ok');
});

test('slow drift over months is no jump', () => {
  const { clock, pass, jump } = fedClock();
  for (let hour = 0; hour < 2_000; hour++) {
    pass(60 * MINUTE);
    jump(20);
    expect(clock.now().clock).toBe('ok');
  }
});

test('a clock that jumped back to where it was stays unconfirmed until it is confirmed', () => {
  const { clock, jump } = fedClock();
  jump(MINUTE);
  clock.now();
  jump(-MINUTE);
  expect(clock.now().clock).toBe('unconfirmed');
  expect(clock.now().clock).toBe('unconfirmed');
  clock.confirm('2026-03-01T12:00:00.000Z');
  expect(clock.now().clock).toBe('ok');
});

test('a jump that nobody has read yet is confirmed with the rest', () => {
  const { clock, jump } = fedClock();
  jump(MINUTE);
  clock.confirm('2026-03-01T12:00:00.000Z');
  expect(clock.now().clock).toBe('ok');
});

test('more than 5 minutes before the newest time in the log is unconfirmed; exactly 5 minutes is ok', () => {
  const { clock } = fedClock();
  clock.sawInLog('2026-03-01T12:05:00.000Z');
  expect(clock.now().clock).toBe('ok');
  clock.sawInLog('2026-03-01T12:05:00.001Z');
  clock.sawInLog('2026-02-01T00:00:00.000Z');
  expect(clock.now()).toEqual({ recordedAt: '2026-03-01T12:00:00.000Z', clock: 'unconfirmed' });
});

test('a confirmed clock does not mind what the log showed before, but what it shows after, and the time of the confirmation', () => {
  const { clock, jump } = fedClock();
  clock.sawInLog('2099-01-01T00:00:00.000Z');
  expect(clock.now().clock).toBe('unconfirmed');
  clock.confirm('2026-03-01T12:00:00.000Z');
  expect(clock.now().clock).toBe('ok');
  clock.sawInLog('2026-03-01T12:05:00.001Z');
  expect(clock.now().clock).toBe('unconfirmed');
  clock.confirm('2026-03-01T12:05:00.000Z');
  expect(clock.now().clock).toBe('ok');
  clock.confirm('2026-03-01T12:05:00.001Z');
  expect(clock.now().clock).toBe('unconfirmed');
  jump(MINUTE);
  clock.confirm('2026-03-01T12:05:00.001Z');
  expect(clock.now().clock).toBe('ok');
});

test('this machine has a wall clock and a monotonic one', () => {
  const before = Date.now();
  const { recordedAt, clock } = createClock(systemClockSource).now();
  expect(clock).toBe('ok');
  expect(Date.parse(recordedAt)).toBeGreaterThanOrEqual(before);
  expect(Date.parse(recordedAt)).toBeLessThanOrEqual(Date.now());
});
