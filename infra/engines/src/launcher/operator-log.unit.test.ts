import { expect, test } from '@jest/globals';
import { SetupFailure } from '@amana/platform/failure';
import { createOperatorLog } from './operator-log.ts';

function logged(say: (log: ReturnType<typeof createOperatorLog>) => void): string {
  let text = '';
  say(createOperatorLog((more) => (text += more)));
  return text;
}

test('a message, and the component that it is about', () => {
  expect(logged((log) => log.info({}, 'ready'))).toBe('> ready\n');
  expect(logged((log) => log.warn({ component: 'Kafka' }, 'late'))).toBe('> late (Kafka)\n');
  expect(logged((log) => log.debug({}, 'detail'))).toBe('');
});

test('a failure of ours in its own words, another error by its name and never by its message', () => {
  expect(logged((log) => log.error({ error: new SetupFailure('X', 'install Java') }, 'stopping'))).toBe('> stopping\ninstall Java\n');
  const foreign = logged((log) => log.error({ error: new TypeError('quotes something') }, 'stopping'));
  expect(foreign).toContain('"name": "TypeError"');
  expect(foreign).not.toContain('quotes something');
});
