import { describe, expect, it } from '@jest/globals';
import { importsOf, linesOfCode, workspacePackages } from './package-graph.ts';

/** Who may import whom. A `main.ts` may import everything that it wires; tests may use the embedded store. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: ['zod'],
  ports: [],
  privacy: ['@amana/ports', 'node:crypto', 'canonicalize', 'uuid'],
  access: ['@amana/ports', 'jose', 'zod'],
  disclosure: ['@amana/ports', 'node:crypto', 'zod'],
  app: ['@amana/domain', '@amana/ports', '@amana/privacy', '@amana/access', '@amana/disclosure', 'uuid', 'node:timers/promises'],
  platform: ['zod', 'pino', 'pino-http', 'express', 'express-rate-limit', 'helmet', 'prom-client', 'uuid', 'node:'],
  'http-api': ['@amana/access', '@amana/domain', '@amana/platform', 'express', 'zod'],
  'store-embedded': ['@amana/ports', 'node:'],
  'store-distributed': ['@amana/ports', '@eventstore/db-client', 'mongodb', 'kafkajs', 'node:'],
  wiring: ['@amana/access', '@amana/app', '@amana/domain', '@amana/http-api', '@amana/platform', '@amana/ports', '@amana/privacy', '@amana/store-embedded', '@amana/store-distributed', 'uuid', 'zod', 'node:'],
  'case-api': ['@amana/access', '@amana/app', '@amana/domain', '@amana/http-api', '@amana/platform', '@amana/ports', '@amana/privacy', 'express', 'zod', 'zod-openapi', 'swagger-ui-dist', 'node:module', 'node:path'],
  'query-api': ['@amana/access', '@amana/app', '@amana/domain', '@amana/http-api', '@amana/platform', '@amana/ports', '@amana/privacy', 'express', 'zod', 'zod-openapi'],
  projector: ['@amana/app', '@amana/domain', '@amana/platform', '@amana/ports'],
  relay: ['@amana/app', '@amana/domain', '@amana/platform', '@amana/ports'],
  notifier: ['@amana/app', '@amana/domain', '@amana/platform', '@amana/ports', '@amana/privacy', 'standardwebhooks', 'request-filtering-agent', 'uuid', 'node:'],
  engines: ['@amana/platform', '@amana/ports', '@amana/store-embedded', '@eventstore/db-client', '@grpc/grpc-js', 'google-protobuf/google/protobuf/any_pb.js', 'google-protobuf/google/protobuf/empty_pb.js', 'kafkajs', 'mongodb', 'testcontainers', 'node:'],
  'dev-issuer': ['@amana/platform', 'oauth2-mock-server', 'zod', 'node:'],
  operator: ['@amana/app', '@amana/platform', 'cli-progress', 'commander', 'zod', 'node:'],
};

/** `standalone` puts every service into one process: it is the one that may import others, by their public parts. */
const wiresEverything = ['standalone'];

const packages = workspacePackages();
const inner = packages.filter(({ folder }) => !wiresEverything.some((name) => folder.endsWith(`/${name}`)));
const sources = inner.flatMap((each) => each.files.filter((file) => !file.isTest && !file.path.endsWith('/main.ts')).map((file) => ({ each, file })));
const inFolder = (...folders: readonly string[]) => sources.filter(({ each }) => folders.includes(each.folder)).map(({ file }) => file);

const isNamed = (name: string, files: readonly { text: string }[]) => files.some(({ text }) => text.includes(`'${name}'`) || text.includes(`'${name}/`));

const naming = (prefix: string) => packages.flatMap(({ files }) => files).filter((file) => !file.isTest && importsOf(file).some((name) => name.startsWith(prefix)));

describe('architecture', () => {
  it('every package has its row in the table of imports', () => {
    expect(new Set(inner.map(({ folder }) => folder.split('/')[1]))).toEqual(new Set(Object.keys(mayImport)));
  });

  it('imports follow the table; what is missing there is decided there first, not in a file', () => {
    const wrong = sources.flatMap(({ each, file }) => {
      const allowed = mayImport[each.folder.split('/')[1] ?? ''] ?? [];
      const fits = (name: string) => allowed.some((rule) => (rule === 'node:' ? name.startsWith(rule) : name === rule));
      return importsOf(file).filter((name) => !fits(name)).map((name) => `${file.path} imports ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  it('domain and app make no time, chance or id of their own: it comes in with the command', () => {
    const forbidden = /new Date\(\)|Date\.now|Math\.random|randomUUID|\bprocess\.(?:env|exit|on|once|argv|cwd|hrtime|std)/;
    expect(inFolder('packages/domain', 'packages/app').filter((file) => forbidden.test(file.text)).map((file) => file.path)).toEqual([]);
  });

  it('only the configuration reads the environment, only the lifecycle touches signals and the exit', () => {
    const everything = packages.flatMap((each) => each.files.filter((file) => !file.isTest));
    const readers = everything.filter((file) => file.text.includes('process.env')).map((file) => file.path);
    const enders = everything.filter((file) => /process\.exit\(|process\.on\(/.test(file.text)).map((file) => file.path);
    expect(readers).toEqual(['packages/platform/src/config.ts']);
    expect(enders).toEqual(['packages/platform/src/lifecycle.ts']);
  });

  it('what a package depends on, it imports', () => {
    const idle = packages.flatMap(({ folder, dependencies, files }) => dependencies.filter((name) => !isNamed(name, files)).map((name) => `${folder} -> ${name}`));
    expect(idle).toEqual([]);
  });

  it('stores are chosen by the wiring, which is for a main, and by nobody else', () => {
    const choosers = naming('@amana/store-').map(({ path }) => path.split('/').slice(0, 2).join('/'));
    expect(new Set(choosers)).toEqual(new Set(['packages/wiring', 'infra/engines']));
    expect(naming('@amana/wiring').filter(({ path }) => !path.endsWith('/main.ts'))).toEqual([]);
  });

  it('on one machine no client of an engine is loaded: the wiring names the distributed stores in one file, and that one is asked for by the mode', () => {
    const wiring = packages.filter(({ folder }) => folder === 'packages/wiring').flatMap(({ files }) => files).filter((file) => !file.isTest);
    const loads = wiring.filter(({ text }) => /^import (?!type ).*'(?:@amana\/store-distributed\/[^']*|\.\/engine-stores\.ts)';$/m.test(text));
    expect(loads.map(({ path }) => path)).toEqual(['packages/wiring/src/engine-stores.ts']);
    const standalone = packages.filter(({ folder }) => folder === 'services/standalone').flatMap(({ files }) => files);
    expect(isNamed('@amana/wiring/engine-stores', standalone)).toBe(false);
  });

  it('no barrels and no rest: a file is named after what it holds', () => {
    const rest = /\/(index|utils?|types|common|helpers?)\.ts$/;
    expect(packages.flatMap(({ files }) => files).filter((file) => rest.test(file.path)).map((file) => file.path)).toEqual([]);
  });

  it('no file is longer than 300 lines of code; nine in ten are under 200', () => {
    const sizes = packages.flatMap(({ files }) => files).filter((file) => !file.isTest && !file.path.includes('/code-lists/')).map((file) => ({ path: file.path, lines: linesOfCode(file.text) }));
    expect(sizes.filter(({ lines }) => lines > 300)).toEqual([]);
    expect(sizes.filter(({ lines }) => lines > 200).length).toBeLessThan(sizes.length / 10);
  });

  it('nothing is switched off: no any, no ignored error of the compiler, no disabled rule, no unfinished work', () => {
    const smells = /: any[;,)\]>=\s]*$|\bas any\b|<any>|@ts-ignore|@ts-expect-error|(eslint|oxlint)-disable|\bTODO\b|\bFIXME\b|\.only\(/m;
    expect(packages.flatMap(({ files }) => files).filter((file) => smells.test(file.text)).map((file) => file.path)).toEqual([]);
  });
});
