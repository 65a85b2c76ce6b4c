import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { createFileKeyring } from '@amana/store-embedded/file-keyring';
import { createKekFile } from '@amana/store-embedded/kek-file';
import { root } from '../rules/package-graph.ts';
import { itWithTool } from './it-with-tool.ts';

/** The names and calls that the system saw, in order. */
function callsOf(script: string, log: string): string[] {
  const node = [process.execPath, '--conditions=amana-source', '--input-type=module', '--eval', script];
  const { status, stderr } = spawnSync('strace', ['-f', '-y', '-e', 'trace=unlink,unlinkat,fsync,fdatasync', '-o', log, ...node], { encoding: 'utf8', cwd: root });
  if (status !== 0) throw new Error(stderr);
  return readFileSync(log, 'utf8').split('\n');
}

itWithTool('strace', 'a rekey that says it is done is done for good: that its journal is gone is on the disk', {
  timeoutMs: 60_000,
  test: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'amana-rekey-flush-'));
    try {
      const place = { path: join(folder, 'keyring.db'), kekFile: join(folder, 'kek') };
      createKekFile(place.kekFile);
      createFileKeyring(place).close();
      const rekey = join(root, 'packages/store-embedded/src/rekey-keyring.ts');
      const calls = callsOf(`import { rekeyKeyring } from ${JSON.stringify(rekey)}; rekeyKeyring(${JSON.stringify(place)}, ${JSON.stringify(join(folder, 'new-kek'))});`, join(folder, 'calls'));
      const gone = calls.findLastIndex((call) => /unlink/.test(call) && call.includes('keyring.db-journal'));
      expect(gone).toBeGreaterThan(-1);
      expect(calls.slice(gone).filter((call) => /f(?:data)?sync\(\d+<[^>]*>\)/.test(call) && call.includes(`<${folder}>`))).not.toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
});
