import { describe, expect, it } from '@jest/globals';
import { ERASED, isMark, known, WITHHELD } from './mark.ts';

describe('a mark', () => {
  it('is known again after a row or an answer took it through JSON', () => {
    for (const mark of [ERASED, WITHHELD]) {
      expect(isMark(mark)).toBe(true);
      expect(isMark(JSON.parse(JSON.stringify(mark)))).toBe(true);
      expect(Object.isFrozen(mark)).toBe(true);
    }
    expect([ERASED, WITHHELD]).toEqual([{ mark: 'ERASED' }, { mark: 'WITHHELD' }]);
  });

  it.each([undefined, null, '', 'ERASED', 0, [], {}, { mark: 'LOST' }, { mark: true }, ['ERASED']])('is not %j', (value) => {
    expect(isMark(value)).toBe(false);
  });

  it('hides the value: what is known is undefined, and a value that is there is itself', () => {
    expect(known(ERASED)).toBeUndefined();
    expect(known(WITHHELD)).toBeUndefined();
    expect(known(undefined)).toBeUndefined();
    for (const value of [0, '', false, [], { mark: 'LOST' }]) expect(known<unknown>(value)).toBe(value);
  });
});
