import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { describeWhenAsked } from '../testing/describe-when-asked.ts';
import { scratchFolder } from '../testing/scratch-folder.ts';

const MINUTES_MS = 300_000; // the program may have to be built
const main = fileURLToPath(new URL('../main.ts', import.meta.url));

const address = (out: string): string => /^AMANA_TEST_MONGODB_URL=(mongodb:\/\/127\.0\.0\.1:\d+\/)\n$/.exec(out)?.[1] ?? `unexpected output: ${out}`;

/** After one more was inserted. */
async function documentsAt(url: string): Promise<number> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 500 });
  try {
    const documents = client.db('amana').collection('documents');
    await documents.insertOne({});
    return await documents.countDocuments();
  } finally {
    await client.close();
  }
}

describeWhenAsked('npm run engines', () => {
  const data = scratchFolder();
  const running: ChildProcessWithoutNullStreams[] = [];
  afterEach(() => running.splice(0).forEach((launcher) => launcher.kill('SIGKILL')));

  function launch() {
    const launcher = spawn(process.execPath, ['--conditions=amana-source', main, '--only', 'mongodb', '--data', data]);
    running.push(launcher);
    const said = { out: '', err: '' };
    const { promise: ready, resolve } = Promise.withResolvers<void>();
    launcher.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text;
      resolve();
    });
    launcher.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
    const ended = once(launcher, 'close').then(([code, signal]) => (code ?? signal) as number | string);
    return { launcher, said, ready: Promise.race([ready, ended]), ended };
  }

  test(
    'prints the addresses and nothing else, stops on SIGTERM with code 0, and finds its documents again; no second one on the same data',
    async () => {
      const first = launch();
      await first.ready;
      expect(await documentsAt(address(first.said.out))).toBe(1);

      const second = launch();
      expect(await second.ended).toBe(1);
      expect(second.said).toEqual({ out: '', err: expect.stringContaining(data) });

      first.launcher.kill('SIGTERM');
      expect(await first.ended).toBe(0);
      const third = launch();
      await third.ready;
      expect(await documentsAt(address(third.said.out))).toBe(2);
    },
    MINUTES_MS,
  );

  test(
    'killed with SIGKILL it leaves no engine behind, and the next one starts',
    async () => {
      const first = launch();
      await first.ready;
      const url = address(first.said.out);
      first.launcher.kill('SIGKILL');
      await first.ended;
      const second = launch();
      await second.ready;
      expect(await documentsAt(address(second.said.out))).toBeGreaterThan(0);
      await expect(documentsAt(url)).rejects.toMatchObject({ name: 'MongoServerSelectionError' });
    },
    MINUTES_MS,
  );
});
