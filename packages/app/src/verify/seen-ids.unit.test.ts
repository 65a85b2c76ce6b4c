import { describe, expect, it } from '@jest/globals';
import { createSeenIds } from './seen-ids.ts';

describe('ids that were seen', () => {
  it('are known again, each of them, however many there are; hardly any other is taken for one', () => {
    const ids = createSeenIds();
    const many = Array.from({ length: 20_000 }, (_, i) => `0193c5a0-0000-7000-8000-${String(i).padStart(12, '0')}`);
    expect(many.filter((id) => ids.mayHaveSeen(id))).toEqual([]);
    expect(many.every((id) => ids.mayHaveSeen(id))).toBe(true);
    expect(ids.mayHaveSeen('another')).toBe(false);
    expect(ids.mayHaveSeen('another')).toBe(true);
  });
});
