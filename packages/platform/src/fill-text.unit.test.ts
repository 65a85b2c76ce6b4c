import { expect, test } from '@jest/globals';
import { fillText } from './fill-text.ts';

test('codes, ids, numbers and lists of codes are filled in, each as often as it is named', () => {
  expect(fillText('{rule} at {count} of {count}: {allowed}', { rule: 'I-50', count: 0, allowed: ['GET', 'POST'] })).toBe(
    'I-50 at 0 of 0: GET, POST',
  );
});

test.each([['Fatima Issoufou'], [''], ['x'.repeat(129)], ['<b>'], ['a\nb']])(
  '%j is no code, id or number and does not get through',
  (value) => {
    expect(fillText('{a} and {b}', { a: value, b: ['OK', value] })).toBe('? and OK, ?');
  },
);

test('a name that nobody gave is a question mark, also one that every object has', () => {
  expect(fillText('{missing} {constructor}', {})).toBe('? ?');
});
