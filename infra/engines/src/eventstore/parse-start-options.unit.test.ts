import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { parseStartOptions } from './parse-start-options.ts';

test('a folder, and a port where one is wanted', () => {
  expect(parseStartOptions(['--data', 'var/x'])).toEqual({ port: 0, data: resolve('var/x') });
  expect(parseStartOptions(['--port', '65535', '--data', '/x'])).toEqual({ port: 65_535, data: '/x' });
});

test.each([[[]], [['--data']], [['--data', 'x', '--port', '65536']], [['--data', 'x', '--port', 'no']], [['--data', 'x', '--port', '-1']], [['x']], [['--other']]])(
  'anything else is USAGE: %p',
  (args) => {
    expect(() => parseStartOptions(args)).toThrow(expect.objectContaining({ code: 'USAGE', message: expect.stringContaining('--data <folder | dossier>') }));
  },
);
