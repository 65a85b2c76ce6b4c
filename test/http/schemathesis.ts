// Schemathesis (Python) over our own API document, as each role by itself. By hand: npm run schemathesis [ROLE ...]
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
import { idsOf } from './target-of.ts';

const VERSION = '4.32.5';
const WAITING = 8;
const folder = new URL('../../var/schemathesis/', import.meta.url).pathname;
const program = join(folder, 'venv', 'bin', 'schemathesis');
/**
 * Left out: `positive_data_acceptance`, because a body that fits its schema may still be refused by a rule; `ignored_auth` and
 * `object_level_authorization`, because who may do what is docs/access.md and has its own test; `unsupported_method`, because the type of
 * a body is looked at before the address, so that an empty POST to a read is 415 and not 405.
 */
const checks = 'not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,negative_data_rejection,missing_required_header,allow_header_conformance';

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

/** Ids of records that are there, so that it gets behind the door. */
function configFor(ids: Readonly<Record<string, string>>): string {
  const operations = Object.entries(ids).map(([at, id]) => `[[operations]]\ninclude-path-regex = "^/v1/${at}/"\nparameters = { "path.id" = "${id}" }\n`);
  const figures = `[[operations]]\ninclude-path = "/v1/indicators"\nparameters = { "query.grant" = "${ids['grants']}", "query.centre" = "${ids['centres']}" }\n`;
  const path = join(folder, 'schemathesis.toml');
  writeFileSync(path, [...operations, figures].join('\n'));
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

async function runAs(role: string, { url, token, config }: { url: string; token: string; config: string }): Promise<boolean> {
  const options = ['--checks', checks, '--phases', 'examples,coverage,fuzzing', '--max-examples', '10', '--seed', '1', '--continue-on-failure', '--request-timeout', '30', '--no-color', '--warnings', 'off'];
  const operations = operationsOf(role);
  const chosen = operations.flatMap((id) => ['--include-operation-id', id]);
  const child = spawn(program, ['--config-file', config, 'run', `${url}/openapi.json`, '--header', `Authorization: Bearer ${token}`, ...options, ...chosen], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code] = (await once(child, 'close')) as [number | null];
  const cases = /\d+ generated/.exec(output)?.[0] ?? 'none generated';
  write(`${code === 0 ? 'ok    ' : 'FAILED'}  ${role}: ${operations.length} operations, ${cases}`);
  if (code !== 0) write(output);
  return code === 0;
}

const start: typeof startUnlimited = (options) => startUnlimited({ ...options, settings });

async function main(wanted: readonly string[]): Promise<number> {
  if (!install()) {
    write('Skipped: schemathesis needs Python 3.10 or later with venv and pip, and a package index that carries it. Nothing was tested.');
    return 0;
  }
  await using played = await play({ start, people: everyWay().filter(({ index }) => index === WAITING), run: runOf(newSeed('schemathesis')) });
  const { system, cast } = played;
  const config = configFor(idsOf(played, WAITING));
  const failed: string[] = [];
  for (const role of wanted) {
    const agency = partners.includes(role) ? cast.agencies.health : cast.agencies.centre;
    if (!(await runAs(role, { url: system.url, token: await devToken(system.issuer, { role, agency }), config }))) failed.push(role);
  }
  return failed.length === 0 ? 0 : 1;
}

const everybody = Object.keys(roles.codes).filter((code) => code !== 'SYS');
const wanted = process.argv.slice(2);
process.exitCode = await main(wanted.length === 0 ? everybody : wanted);
