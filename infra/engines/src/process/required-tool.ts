import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { operatorLanguage } from '@amana/platform/config';
import { SetupFailure } from '@amana/platform/failure';
import type { Language } from '@amana/platform/fill-text';

type Version = readonly [major: number, minor: number];

const run = promisify(execFile);

/** What must be installed on the machine, the oldest version that does, and what to install where it is missing. */
export const tools = {
  java: { title: 'Java', args: ['-version'], pattern: /version "(?:1\.)?(\d+)(?:\.(\d+))?/, atLeast: [17, 0], install: 'openjdk-17-jre-headless' },
  mvn: { title: 'Maven', args: ['-version'], pattern: /Apache Maven (\d+)\.(\d+)/, atLeast: [3, 6], install: 'maven' },
  go: { title: 'Go', args: ['version'], pattern: /go version go(\d+)\.(\d+)/, atLeast: [1, 24], install: 'https://go.dev/dl' },
  git: { title: 'git', args: ['--version'], pattern: /git version (\d+)\.(\d+)/, atLeast: [2, 0], install: 'git' },
} as const satisfies Record<string, { title: string; args: readonly string[]; pattern: RegExp; atLeast: Version; install: string }>;

export type ToolName = keyof typeof tools;

const texts = {
  fr: {
    missing: (tool: string) => `la commande « ${tool} » est introuvable`,
    old: (tool: string, found: string) => `la commande « ${tool} » est en version ${found}`,
    need: (engine: string, what: string, install: string) => `${engine} a besoin de ${what} ou plus récent. À installer : ${install}`,
  },
  en: {
    missing: (tool: string) => `there is no command "${tool}"`,
    old: (tool: string, found: string) => `the command "${tool}" is version ${found}`,
    need: (engine: string, what: string, install: string) => `${engine} needs ${what} or newer. To be installed: ${install}`,
  },
};

/** The version in what a tool says about itself, or undefined when it says something else. */
export function parseVersion(tool: ToolName, output: string): Version | undefined {
  const match = tools[tool].pattern.exec(output);
  return match ? [Number(match[1]), Number(match[2] ?? 0)] : undefined;
}

export const isRecent = ([major, minor]: Version, [least, leastMinor]: Version): boolean =>
  major > least || (major === least && minor >= leastMinor);

/** What the tool says of its version; empty when there is no such command. */
async function askTool(tool: ToolName): Promise<string> {
  try {
    const { stdout, stderr } = await run(tool, [...tools[tool].args]);
    return stdout + stderr; // Java says its version on the error output
  } catch {
    return '';
  }
}

export type ToolNeed = {
  /** Who needs the tool. */
  readonly engine: string;
  /** Default: the one of the operator. */
  readonly language?: Language;
  /** Default: asks the machine. */
  readonly find?: (tool: ToolName) => Promise<string>;
};

/** Why this machine cannot run the tool, and what to install; undefined when it can. */
export async function missingTool(tool: ToolName, { engine, language = operatorLanguage(), find = askTool }: ToolNeed): Promise<string | undefined> {
  const { title, atLeast, install } = tools[tool];
  const found = parseVersion(tool, await find(tool));
  if (found && isRecent(found, atLeast)) return undefined;
  const say = texts[language];
  const what = `${title} ${tool === 'java' ? atLeast[0] : atLeast.join('.')}`;
  return `${say.need(engine, what, install)} (${found ? say.old(tool, found.join('.')) : say.missing(tool)})`;
}

/** Throws SetupFailure ENGINE_TOOL_MISSING that names everything to install at once. */
export async function requireTools(names: readonly ToolName[], need: ToolNeed): Promise<void> {
  const problems = await Promise.all(names.map(async (name) => missingTool(name, need)));
  const found = problems.filter((problem) => problem !== undefined);
  if (found.length > 0) throw new SetupFailure('ENGINE_TOOL_MISSING', found.join('\n'));
}
