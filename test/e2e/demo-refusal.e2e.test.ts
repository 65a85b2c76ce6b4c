import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { logOf } from '../testing/log-of.ts';
import { startStandalone } from '../testing/standalone-process.ts';

const demo = new URL('../demo/main.ts', import.meta.url).pathname;

test('the demo refuses a production log, says why, and writes nothing', async () => {
  await using amana = await startStandalone({ purpose: 'production' });
  const before = await logOf(amana.folder);
  const args = ['--conditions=amana-source', demo, '--url', amana.url, '--issuer', amana.issuer, '--persons', '20', '--wait', '5'];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 1, stdout: 'this is a production log: the demo writes invented persons and refuses\n' });
  expect(await logOf(amana.folder)).toEqual(before);
});
