import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = new URL('../..', import.meta.url).pathname;

export type SourceFile = { readonly path: string; readonly text: string; readonly isTest: boolean };
export type WorkspacePackage = { readonly folder: string; readonly name: string; readonly dependencies: readonly string[]; readonly files: readonly SourceFile[] };

const isTest = (path: string): boolean => /\.test\.ts$|\.suite\.ts$|\/testing\/|\/contract\//.test(path);

function filesBelow(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('node_modules'))
    .map((path) => ({ path: join(folder, path), text: readFileSync(join(root, folder, path), 'utf8'), isTest: isTest(`/${path}`) }));
}

export function workspacePackages(): WorkspacePackage[] {
  const inAreas = ['packages', 'services'].flatMap((area) => readdirSync(join(root, area)).map((name) => join(area, name)));
  return [...inAreas, 'infra/engines'].map((folder) => {
    const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { name: string; dependencies?: Record<string, string> };
    return { folder, name: manifest.name, dependencies: Object.keys(manifest.dependencies ?? {}), files: filesBelow(join(folder, 'src')) };
  });
}

/** What a file imports, by package: `@amana/ports/topic` is `@amana/ports`. Relative imports are left out. */
export function importsOf({ text }: SourceFile): string[] {
  const specifiers = [...text.matchAll(/^(?:import|export|\})(?: '|.*?(?:from |import )')([^'.][^']*)';$|import\('([^'.][^']*)'\)/gm)].map((match) => match[1] ?? match[2] ?? '');
  return [...new Set(specifiers.map((specifier) => (specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : specifier)))];
}

/** Lines of code: neither blank nor a comment alone. */
export function linesOfCode(text: string): number {
  const withoutBlocks = text.replaceAll(/^\s*\/\*[\s\S]*?\*\/\s*$/gm, '');
  return withoutBlocks.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('//')).length;
}
