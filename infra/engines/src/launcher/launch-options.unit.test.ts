import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { parseLaunchOptions } from './launch-options.ts';

test('without options all three engines run, with their data below var/engines of the checkout', () => {
  const data = fileURLToPath(new URL('../../../../var/engines', import.meta.url));
  expect(parseLaunchOptions([])).toEqual({ data, only: ['eventstore', 'mongodb', 'kafka'] });
});

test('some engines, another folder', () => {
  expect(parseLaunchOptions(['--only', 'kafka,mongodb', '--data', 'elsewhere'])).toEqual({ data: resolve('elsewhere'), only: ['kafka', 'mongodb'] });
});

test.each([[['--only', 'postgres']], [['--only', 'kafka,kafka']], [['--only', '']], [['--only', 'toString']], [['--port', '1']], [['kafka']], [['--data']]])(
  'what is not understood is answered by what is: %j',
  (args) => {
    expect(() => parseLaunchOptions(args)).toThrow('npm run engines -- [--only eventstore,mongodb,kafka] [--data <folder | dossier>]');
  },
);
