import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = import.meta.dirname;
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
/** Static, for types, for the effect, and dynamic. */
const statement = /^(?:import|export)\b[^;='"]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;
const importsOf = (file: string) => [...readFileSync(join(root, file), 'utf8').matchAll(statement)].map((found) => found.slice(1).find((name) => name) ?? '');

const isForTests = (file: string) => file.endsWith('.test.ts') || file.endsWith('fixtures.ts') || file.startsWith('testing/');
const imports = files.flatMap((file) => importsOf(file).map((name) => ({ file, name, outside: !name.startsWith('.') })));

describe('the domain', () => {
  it('knows nobody: its code imports zod and itself', () => {
    expect(files.length).toBeGreaterThan(200);
    const strangers = imports.filter(({ file, name, outside }) => outside && name !== 'zod' && !isForTests(file));
    expect(strangers).toEqual([]);
  });

  it('is tested with jest, fast-check and what Node brings, and with no other package', () => {
    const known = ['zod', '@jest/globals', 'fast-check'];
    expect(imports.filter(({ file, name, outside }) => outside && isForTests(file) && !known.includes(name) && !name.startsWith('node:'))).toEqual([]);
  });

  it('stays in its folder, and names files as they are', () => {
    const own = imports.filter(({ outside }) => !outside).map(({ file, name }) => ({ file, name, path: resolve(root, dirname(file), name) }));
    expect(own.filter(({ path }) => !path.startsWith(`${root}/`) || !existsSync(path))).toEqual([]);
  });

  it('does not stand on what was written for its tests', () => {
    const own = imports.filter(({ file, outside }) => !outside && !isForTests(file));
    expect(own.filter(({ name }) => name.includes('/testing/') || name.endsWith('fixtures.ts') || name.endsWith('.test.ts'))).toEqual([]);
  });

  it('exports only what is there', () => {
    const { exports } = JSON.parse(readFileSync(join(root, '../package.json'), 'utf8')) as { exports: Record<string, { 'amana-source': string; default: string }> };
    for (const [name, target] of Object.entries(exports)) {
      expect([name, existsSync(join(root, '..', target['amana-source'].replace('/*.ts', '')))]).toEqual([name, true]);
      expect(target.default).toBe(target['amana-source'].replace('./src/', './dist/').replace(/\.ts$/, '.js'));
      expect(target['amana-source']).toBe(`./src/${name.slice(2)}.ts`);
    }
  });
});
