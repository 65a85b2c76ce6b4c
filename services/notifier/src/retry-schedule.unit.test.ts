import { describe, expect, it } from '@jest/globals';
import { retryDelayMs, retrySchedule } from './retry-schedule.ts';

describe('retry schedule', () => {
  it('is that of Standard Webhooks: ten attempts, over about three days', () => {
    expect(retrySchedule.map((ms) => ms / 1_000)).toEqual([0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
    expect(retrySchedule.reduce((sum, ms) => sum + ms, 0) / 3_600_000).toBeCloseTo(75.58, 1);
  });

  it('says the wait after each failed attempt, up to a fifth longer', () => {
    expect(retryDelayMs(1, retrySchedule, 0)).toBe(5_000);
    expect(retryDelayMs(1, retrySchedule, 0.5)).toBe(5_500);
    expect(retryDelayMs(1, retrySchedule, 0.999)).toBe(5_999);
    expect(retryDelayMs(9, retrySchedule, 0)).toBe(86_400_000);
  });

  it('is over after the tenth attempt', () => {
    expect(retryDelayMs(10, retrySchedule, 0)).toBeUndefined();
    expect(retryDelayMs(1, [0], 0)).toBeUndefined();
  });
});
