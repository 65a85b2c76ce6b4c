import { on } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventDigestOf } from '@amana/privacy/digests';
import { runAmana, startAmana } from '../testing/amana-command.ts';
import { logOf } from '../testing/log-of.ts';
import { bringKek, furnish } from '../testing/moving-house.ts';
import { createProgram } from '../testing/program.ts';

const PERSONS = 400;

type Child = ReturnType<typeof startAmana>['child'];

const hasWritten = (line: string) => async (child: Child): Promise<void> => {
  let seen = '';
  for await (const [text] of on(child.stderr, 'data', { close: ['close'] })) {
    seen += String(text);
    if (seen.includes(line)) return;
  }
};

async function untilThere(folder: string, prefix: string): Promise<void> {
  while (!readdirSync(folder).some((name) => name.startsWith(prefix))) await sleep(1);
}

describe('a move that is killed', () => {
  let folder: string;
  const at = (...names: string[]) => join(folder, ...names);
  const env = (name: string) => ({ AMANA_DATA: at(name), AMANA_LOG_PURPOSE: 'training' });
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'amana-killed-move-'));
    await furnish(at('source'), PERSONS);
    bringKek(at('source'), at('target'));
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  async function killedWhen(isTime: (child: Child) => Promise<void>, args: string[], name: string): Promise<void> {
    const { child, ended } = startAmana(args, env(name));
    await isTime(child);
    child.kill('SIGKILL');
    expect(await ended).toMatchObject({ code: null, signal: 'SIGKILL' });
  }

  it('an export leaves no folder of that name, and is made anew; an import goes on where it stood, takes no command until its end, and moves every event once', async () => {
    const before = await logOf(at('source'));
    await killedWhen(async () => untilThere(folder, '.export.unfinished-'), ['export', at('export')], 'source');
    expect(existsSync(at('export'))).toBe(false);
    expect(await runAmana(['export', at('export')], env('source'))).toMatchObject({ code: 0 });

    for (const line of ['Writing: 10%', 'Writing: 50%']) {
      await killedWhen(hasWritten(line), ['import', at('export')], 'target');
      const there = await logOf(at('target'));
      expect(there.length).toBeGreaterThan(100);
      expect(there.filter(({ stream }) => stream === 'log')).toEqual([]);
    }
    const standalone = createProgram({ main: 'services/standalone/src/main.ts', env: { ...env('target'), AMANA_PORT: '0', AMANA_DEV_ISSUER_PORT: '0' }, isReady: async () => false });
    await expect(standalone.start()).rejects.toThrow('let the import come to its end first');
    await standalone.end();

    const done = await runAmana(['import', at('export')], env('target'));
    expect(done).toMatchObject({ code: 0, out: expect.stringContaining('Imported and read back') });
    const written = Number(/\((\d+) written now\)/.exec(done.out)?.[1]);
    expect(written).toBeLessThan(before.length * 0.6); // the rest was there
    const after = await logOf(at('target'));
    expect(after.slice(0, -1).map(eventDigestOf)).toEqual([...before.filter(({ stream }) => stream !== 'log'), ...before.filter(({ stream }) => stream === 'log')].map(eventDigestOf));
    expect(after.at(-1)).toMatchObject({ stream: 'log', revision: 1, type: 'LogMoved' });
    expect(readdirSync(at('target', 'keys')).toSorted()).toEqual(['kek', 'keyring.db']);
    expect(await runAmana(['import', at('export')], env('target'))).toMatchObject({ code: 0, out: expect.stringContaining('nothing was changed') });
  }, 60_000);
});
