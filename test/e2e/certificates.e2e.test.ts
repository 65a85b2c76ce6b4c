import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { itWithTool } from '../fault/it-with-tool.ts';
import { root } from '../rules/package-graph.ts';

itWithTool('openssl', 'certificates of the engines: nobody else of the machine gets to the keys, an engine of any user reads its own, and until when they are good is said', {
  timeoutMs: 120_000, // three keys are made
  test: async () => {
    const home = mkdtempSync(join(tmpdir(), 'amana-certs-'));
    const certs = join(home, 'certs');
    // As in the container, under the mask that most machines have.
    const make = (mask: string): string => execFileSync('sh', ['-c', `umask ${mask} && exec sh "$0" "$1" mongodb`, join(root, 'infra/certs/make-certs.sh'), certs], { encoding: 'utf8' });
    const mode = (path: string): string => (statSync(join(certs, path)).mode & 0o777).toString(8);
    const verified = (): string => execFileSync('openssl', ['verify', '-CAfile', join(certs, 'ca/ca.crt'), join(certs, 'mongodb/mongodb.crt')], { encoding: 'utf8' });
    mkdirSync(certs, { mode: 0o755 }); // as whoever mounts a folder that is not there makes it
    try {
      const said = make('022');
      expect(said).toMatch(/^ca: until \w{3} [ \d]\d [\d:]{8} \d{4} GMT\nmongodb: until \w{3} [ \d]\d [\d:]{8} \d{4} GMT\n$/);
      expect([mode('.'), mode('authority'), mode('authority/ca.key')]).toEqual(['700', '700', '600']);
      expect([mode('ca'), mode('ca/ca.crt')]).toEqual(['755', '644']);
      expect([mode('mongodb'), mode('mongodb/mongodb.pem')]).toEqual(['755', '644']);
      expect(verified()).toContain('mongodb.crt: OK');

      const first = readFileSync(join(certs, 'mongodb/mongodb.pem'), 'utf8');
      expect(make('022')).toBe(said); // again is safe
      expect(readFileSync(join(certs, 'mongodb/mongodb.pem'), 'utf8')).toBe(first);

      rmSync(join(certs, 'mongodb'), { recursive: true }); // renewed, under a stricter mask
      make('077');
      expect(readFileSync(join(certs, 'mongodb/mongodb.pem'), 'utf8')).not.toBe(first);
      expect([mode('ca'), mode('mongodb'), mode('mongodb/mongodb.pem')]).toEqual(['755', '755', '644']);
      expect(verified()).toContain('mongodb.crt: OK');
    } finally {
      rmSync(home, { recursive: true });
    }
  },
});
