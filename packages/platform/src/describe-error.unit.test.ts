import { expect, test } from '@jest/globals';
import { describeError } from './describe-error.ts';
import { SetupFailure } from './failure.ts';

function parseFailure(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}

test('a foreign error is named but not quoted: what it was given may be personal', () => {
  expect(describeError(parseFailure('{"name": "Fatima" oops'), false)).toEqual({ name: 'SyntaxError' });
});

test('the stack of a foreign error is places in the code only, without the message that heads it', () => {
  const { stack } = describeError(new Error('Fatima\n    lives in Zinder'), true);
  expect(stack?.length).toBeGreaterThan(0);
  expect(stack?.every((line) => line.startsWith('at '))).toBe(true);
});

test('a failure of ours keeps its message and code, its foreign cause only the code', () => {
  const cause = Object.assign(new Error('connect 10.0.0.1'), { code: 'ECONNREFUSED' });
  expect(describeError(new SetupFailure('LISTEN_FAILED', 'choose another port', cause), false)).toEqual({
    name: 'SetupFailure',
    code: 'LISTEN_FAILED',
    message: 'choose another port',
    cause: { name: 'Error', code: 'ECONNREFUSED' },
  });
});

test('a code or name that is not a plain word is left out', () => {
  expect(describeError(Object.assign(new Error('x'), { code: 'Fatima of Zinder', name: 'a b' }), false)).toEqual({ name: 'Error' });
});

test('what is no error at all is named by its type', () => {
  expect(describeError('Fatima', true)).toEqual({ name: 'thrown string' });
  expect(describeError(undefined, true)).toEqual({ name: 'thrown undefined' });
});

test('causes that lead in a circle end', () => {
  const error = new Error('x');
  error.cause = error;
  expect(JSON.stringify(describeError(error, false)).match(/"Error"/g)).toHaveLength(4);
});
