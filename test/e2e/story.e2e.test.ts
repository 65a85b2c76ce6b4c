import { describe, expect, it } from '@jest/globals';
import { logOf } from '../testing/log-of.ts';
import { startStandalone } from '../testing/standalone-process.ts';
import { wholeStory } from '../testing/whole-story.ts';

describe('the whole story, on the program as users start it', () => {
  it('every command that a person can give is given and answered; the tally agrees; every alert is signed', async () => {
    await wholeStory(async (options) => {
      const standalone = await startStandalone(options);
      const stopAndRead = async () => {
        expect(await standalone.kill('SIGTERM')).toEqual({ code: 0, signal: null });
        return logOf(standalone.folder);
      };
      return { ...standalone, stopAndRead };
    });
  }, 60_000);
});
