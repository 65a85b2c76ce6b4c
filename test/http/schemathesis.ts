// Schemathesis (Python) over our own API document, as each role by itself, all of them. By hand: npm run schemathesis [ROLE ...]
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApi } from '@amana/case-api/openapi';
import { roles } from '@amana/domain/roles';
import { partners } from '@amana/http-api/outsiders';
import { queryPaths } from '@amana/query-api/openapi-paths';
import { devToken } from '../demo/dev-token.ts';
import { everyWay } from '../testing/every-way.ts';
import { play } from '../testing/play.ts';
import { newSeed, runOf } from '../testing/seed.ts';
import { startUnlimited } from '../testing/start-unlimited.ts';
import { pythonCheck } from './inside-in.ts';
import { idsOf } from './target-of.ts';

const VERSION = '4.32.5';
const WAITING = 8;
/** Of each operation, beside those that its document's own examples and its schemas' edges give. */
const EXAMPLES = 25;
/** All roles together take a third of it on two cores. */
const ALL_MS = 18 * 60_000;
const ROLE_MS = 5 * 60_000;
const folder = new URL('../../var/schemathesis/', import.meta.url).pathname;
const program = join(folder, 'venv', 'bin', 'schemathesis');
/**
 * Left out: `positive_data_acceptance`, because a body that fits its schema may still be refused by a rule; `ignored_auth` and
 * `object_level_authorization`, because who may do what is docs/access.md and has its own test; `unsupported_method`, because the type of
 * a body is looked at before the address, so that an empty POST to a read is 415 and not 405.
 */
const checks = `${pythonCheck.name},not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,negative_data_rejection,missing_required_header,allow_header_conformance`;

// Addresses of more than 16 kB are refused by Node itself, before there is a document to keep to: test/http/random-http sends them.
const settings = { NODE_OPTIONS: '--max-http-header-size=1000000' };

const write = (line: string) => process.stdout.write(`${line}\n`);

/** A Python environment of its own under var/; false where this machine has no Python, or cannot fetch the package. */
function install(): boolean {
  if (existsSync(program)) return true;
  mkdirSync(folder, { recursive: true });
  const venv = join(folder, 'venv');
  const steps = [['python3', '-m', 'venv', venv], [join(venv, 'bin', 'pip'), 'install', '--quiet', `schemathesis==${VERSION}`]] as const;
  return steps.every(([command, ...args]) => spawnSync(command, args, { stdio: 'inherit' }).status === 0);
}

/** Ids of records that are there, so that it gets behind the door; and a check of ours beside its own. */
function configFor(ids: Readonly<Record<string, string>>): string {
  const hooks = join(folder, 'hooks.py');
  writeFileSync(hooks, pythonCheck.source);
  const operations = Object.entries(ids).map(([at, id]) => `[[operations]]\ninclude-path-regex = "^/v1/${at}/"\nparameters = { "path.id" = "${id}" }\n`);
  const figures = `[[operations]]\ninclude-path = "/v1/indicators"\nparameters = { "query.grant" = "${ids['grants']}", "query.centre" = "${ids['centres']}" }\n`;
  const path = join(folder, 'schemathesis.toml');
  writeFileSync(path, [`hooks = ${JSON.stringify(hooks)}\n`, ...operations, figures].join('\n'));
  return path;
}

type Operation = { readonly operationId: string; readonly description: string };
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

/** What a role is heard at; everywhere else it is told 403 before anything is looked at. */
function operationsOf(role: string): string[] {
  const { paths } = openApi(queryPaths) as Document;
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const isFor = ({ description }: Operation) => /^Roles: ([^.]*)\./.exec(description)?.[1]?.split(', ').includes(role) === true;
  return operations.filter(isFor).map(({ operationId }) => operationId);
}

type Run = { readonly role: string; readonly end: 'ok' | 'FAILED' | 'not run'; readonly operations: number; readonly cases: number; readonly seconds: number };

const lineOf = ({ role, end, operations, cases, seconds }: Run): string =>
  `${end.padEnd(8)} ${role.padEnd(22)} ${String(operations).padStart(3)} operations ${String(cases).padStart(6)} cases ${seconds.toFixed(0).padStart(4)} s`;

type RunAs = { readonly url: string; readonly token: string; readonly config: string; readonly seed: number; readonly mostMs: number };

/** Whoever was heard at nothing, or did not come to the end in time, has shown nothing: that is no success. */
async function runAs(role: string, { url, token, config, seed, mostMs }: RunAs): Promise<Run> {
  const operations = operationsOf(role);
  const began = performance.now();
  const bounds = ['--phases', 'examples,coverage,fuzzing', '--max-examples', String(EXAMPLES), '--seed', String(seed), '--request-timeout', '30'];
  const options = ['--checks', checks, ...bounds, '--continue-on-failure', '--no-color', '--warnings', 'off', ...operations.flatMap((id) => ['--include-operation-id', id])];
  const child = spawn(program, ['--config-file', config, 'run', `${url}/openapi.json`, '--header', `Authorization: Bearer ${token}`, ...options], {
    cwd: folder, // it keeps notes of its own where it runs
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: mostMs,
    killSignal: 'SIGKILL',
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code] = (await once(child, 'close')) as [number | null];
  const cases = Number(/(\d+) generated/.exec(output)?.[1] ?? 0);
  const run: Run = { role, end: code === 0 && cases > 0 ? 'ok' : 'FAILED', operations: operations.length, cases, seconds: (performance.now() - began) / 1_000 };
  write(lineOf(run));
  if (run.end === 'FAILED') write(code === null ? `${output}\nended after ${Math.round(mostMs / 1_000)} s` : output);
  return run;
}

const start: typeof startUnlimited = (options) => startUnlimited({ ...options, settings });

async function main(wanted: readonly string[]): Promise<number> {
  if (!install()) {
    write('Skipped: schemathesis needs Python 3.10 or later with venv and pip, and a package index that carries it. Nothing was tested.');
    return 0;
  }
  const untilMs = performance.now() + ALL_MS;
  const seed = newSeed('schemathesis');
  await using played = await play({ start, people: everyWay().filter(({ index }) => index === WAITING), run: runOf(seed) });
  const { system, cast } = played;
  const config = configFor(idsOf(played, WAITING));
  const runs: Run[] = [];
  for (const role of wanted) {
    const mostMs = Math.min(ROLE_MS, untilMs - performance.now());
    const agency = partners.includes(role) ? cast.agencies.health : cast.agencies.centre;
    if (mostMs <= 0) runs.push({ role, end: 'not run', operations: operationsOf(role).length, cases: 0, seconds: 0 });
    else runs.push(await runAs(role, { url: system.url, token: await devToken(system.issuer, { role, agency }), config, seed, mostMs }));
  }
  return summary(runs);
}

function summary(runs: readonly Run[]): number {
  const bad = runs.filter(({ end }) => end !== 'ok');
  const total = (of: (run: Run) => number) => runs.reduce((sum, run) => sum + of(run), 0);
  write(`\n${runs.length - bad.length} of ${runs.length} roles ok: ${total(({ cases }) => cases)} cases in ${total(({ seconds }) => seconds).toFixed(0)} s`);
  for (const run of bad) write(lineOf(run));
  return bad.length === 0 ? 0 : 1;
}

const everybody = Object.keys(roles.codes).filter((code) => code !== 'SYS');
const wanted = process.argv.slice(2);
process.exitCode = await main(wanted.length === 0 ? everybody : wanted);
