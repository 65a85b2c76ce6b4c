import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { SetupFailure } from '@amana/platform/failure';

export type ToolRun = {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  /** What is being done, for people. */
  readonly what: string;
  /** Takes a line now and then, so that nobody thinks that it hangs. */
  readonly report: (line: string) => void;
};

const TOLD_EVERY_MS = 5_000;
const LINES_SHOWN = 20;

/** Runs a build tool to its end. Throws SetupFailure ENGINE_BUILD with the end of its output. */
export async function runTool({ command, args, folder, what, report }: ToolRun): Promise<void> {
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  report(`${what} …`);
  const ticking = setInterval(() => report(`${what} … ${seconds()} s`), TOLD_EVERY_MS);
  let output = '';
  try {
    const tool = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [tool.stdout, tool.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    const [code] = (await once(tool, 'close')) as [number | null];
    if (code !== 0) throw new Error(`exit code ${String(code)}`);
  } catch (error) {
    const lines = output.trimEnd().split('\n').slice(-LINES_SHOWN);
    throw new SetupFailure('ENGINE_BUILD', `${what}: ${error instanceof Error ? error.message : ''}\n${lines.map((line) => `  | ${line}\n`).join('')}`, error);
  } finally {
    clearInterval(ticking);
  }
  report(`${what}: ${seconds()} s`);
}
