import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const root = new URL('../..', import.meta.url).pathname;
const page = readFileSync(`${root}docs/operating.md`, 'utf8');
const run = promisify(execFile);

/** The blocks of commands under a heading of docs/operating.md, in their order. */
export function commandsUnder(heading: string): string[] {
  const section = page.split(/^#{2,3} /m).find((each) => each.startsWith(`${heading}\n`));
  const blocks = [...(section ?? '').matchAll(/^```bash\n([\s\S]*?)^```/gm)].map(([, commands = '']) => commands);
  if (blocks.length === 0) throw new Error(`docs/operating.md has no commands under "${heading}"`);
  return blocks;
}

/** `npm run amana --` without npm and the installing that goes before it: tests run in a checkout that is installed. */
const npm = `npm() {
  [ "$1 $2 $3" = "run amana --" ] || { echo "no such command here: npm $*" >&2; return 9; }
  shift 3
  "$NODE" --conditions=amana-source services/operator/src/main.ts "$@"
}`;

/** Commands of the page as they stand, one after the other; rejects where one of them ends with another code than 0. Gives their output. */
export async function runCommands(commands: string, env: Readonly<Record<string, string>>): Promise<string> {
  const script = ['set -euo pipefail', npm, commands].join('\n');
  const { stdout } = await run('bash', ['-c', script], { cwd: root, env: { PATH: '/usr/bin:/bin', NODE: process.execPath, ...env } });
  return stdout;
}
