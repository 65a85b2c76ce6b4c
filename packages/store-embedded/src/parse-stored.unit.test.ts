import { inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import { parseStored } from './parse-stored.ts';

test('STORE_DAMAGED: JSON that was torn names the place, and quotes nothing of what stood there', () => {
  let failure: unknown;
  try {
    parseStored('{"names":["Fictive', 'event e1 (case-1, revision 3)');
  } catch (error) {
    failure = error;
  }
  expect(failure).toMatchObject({
    code: 'STORE_DAMAGED',
    message: 'event e1 (case-1, revision 3) is damaged: it is not the JSON that was written',
    retryable: false,
    cause: undefined,
  });
  expect(inspect(failure, { depth: 9 })).not.toContain('Fictive');
});

test('what was written comes back', () => {
  expect(parseStored('{"n":1,"of":["a",null]}', 'a row')).toEqual({ n: 1, of: ['a', null] });
});
