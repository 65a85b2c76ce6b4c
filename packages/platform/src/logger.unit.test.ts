import { expect, test } from '@jest/globals';
import { SetupFailure } from './failure.ts';
import { createLogger, type Log, type LoggerOptions } from './logger.ts';

function logTo(level: LoggerOptions['level']) {
  const lines: string[] = [];
  const log: Log = createLogger({ level, name: 'case-api', destination: { write: (line) => lines.push(line) } });
  return { log, lines, parsed: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

test('a line says when, how bad, which service, and what it was given', () => {
  const { log, parsed } = logTo('info');
  log.warn({ projection: 'case-list', lag: 3 }, 'behind');
  expect(parsed()).toEqual([
    {
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      service: 'case-api',
      projection: 'case-list',
      lag: 3,
      msg: 'behind',
    },
  ]);
});

test('lines below the level are not written', () => {
  const { log, lines } = logTo('warn');
  log.debug({}, 'a');
  log.info({}, 'b');
  log.error({}, 'c');
  expect(lines).toHaveLength(1);
});

test.each([
  ['a body', { body: { name: 'Fatima' } }],
  ['a request', { request: { headers: { authorization: 'Fatima' }, body: 'Fatima' } }],
  ['cookies', { 'set-cookie': 'Fatima', cookie: 'Fatima' }],
  ['an event', { event: { data: { name: 'Fatima' }, sealed: ['Fatima'] } }],
  ['a token, deep down', { one: { two: { access_token: 'Fatima', Authorization: 'Fatima' } } }],
])('%s that is logged by mistake shows nothing', (_what, fields) => {
  const { log, lines } = logTo('debug');
  log.info(fields, 'oops');
  expect(lines[0]).toContain('[redacted]');
  expect(lines[0]).not.toContain('Fatima');
});

test('a foreign error shows its name and code, and no stack above level debug', () => {
  const { log, parsed } = logTo('info');
  log.error({ error: Object.assign(new TypeError('Fatima'), { code: 'ERR_X' }) }, 'failed');
  expect(parsed()[0]?.['error']).toEqual({ name: 'TypeError', code: 'ERR_X' });
});

test('at level debug the stack appears, still without the message', () => {
  const { log, lines, parsed } = logTo('debug');
  log.error({ error: new Error('Fatima') }, 'failed');
  expect(parsed()[0]?.['error']).toEqual({ name: 'Error', stack: expect.arrayContaining([expect.stringMatching(/^at /)]) });
  expect(lines[0]).not.toContain('Fatima');
});

test('a failure of ours keeps its message', () => {
  const { log, parsed } = logTo('info');
  log.error({ error: new SetupFailure('LISTEN_FAILED', 'choose another port') }, 'failed');
  expect(parsed()[0]?.['error']).toEqual({ name: 'SetupFailure', code: 'LISTEN_FAILED', message: 'choose another port' });
});
