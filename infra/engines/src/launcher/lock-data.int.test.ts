import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { scratchFolder } from '../testing/scratch-folder.ts';
import { lockData } from './lock-data.ts';

const folder = join(scratchFolder(), 'not', 'there', 'yet');

test('a second launcher on the same folder is told who runs there, in the language of the operator; after the end of the first it may run', () => {
  const first = lockData(folder);
  expect(() => lockData(folder, 'fr')).toThrow(
    expect.objectContaining({ code: 'ENGINES_RUN', message: expect.stringMatching(/^Des moteurs tournent déjà sur .*--data\.\n {2}\(.*process \d+ on /) }),
  );
  expect(() => lockData(folder, 'en')).toThrow(expect.objectContaining({ message: expect.stringMatching(/^Engines already run on .*stop them first/) }));
  first.release();
  lockData(folder).release();
});
