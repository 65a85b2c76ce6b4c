import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { ConfigError, readConfig } from './config.ts';

const schema = z.object({
  AMANA_PORT: z.coerce.number().int().min(1).max(65_535).describe('port of the HTTP listener'),
  AMANA_MODE: z.enum(['embedded', 'distributed']).default('embedded'),
  AMANA_ISSUER: z.url(),
  AMANA_BROKERS: z
    .string()
    .transform((list) => list.split(','))
    .optional(),
});

function messageOf(env: Record<string, string>, of: z.ZodType = schema): string {
  try {
    readConfig(of, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  throw new Error('the configuration was accepted');
}

const good = { AMANA_PORT: '8080', AMANA_ISSUER: 'http://127.0.0.1:4010' };

test('a complete environment gives typed values and defaults, and nothing that was not asked for', () => {
  expect(readConfig(schema, { ...good, HOME: '/root' })).toEqual({
    AMANA_PORT: 8080,
    AMANA_MODE: 'embedded',
    AMANA_ISSUER: 'http://127.0.0.1:4010',
  });
});

test('the result is frozen, and so is what it holds', () => {
  const config = readConfig(schema, { ...good, AMANA_BROKERS: 'a:1,b:2' });
  expect(() => Object.assign(config, { AMANA_PORT: 1 })).toThrow(TypeError);
  expect(() => config.AMANA_BROKERS?.push('c:3')).toThrow(TypeError);
});

test('all problems come in one message: variable and what to do, never the value', () => {
  const message = messageOf({ AMANA_PORT: '99999', AMANA_MODE: 'secret-word', AMANA_ISSUER: 'hunter2' });
  expect(message).toBe(
    [
      'The configuration is incomplete or invalid, nothing was started. To be changed:',
      '  - AMANA_PORT: The number must be 65535 or less. (port of the HTTP listener)',
      '  - AMANA_MODE: Allowed values: embedded, distributed.',
      '  - AMANA_ISSUER: The value must have the format url.',
    ].join('\n'),
  );
});

test.each([
  ['not set', {}],
  ['set to nothing', { AMANA_PORT: '', AMANA_ISSUER: '' }],
])('a variable that is %s is required', (_what, env) => {
  const [, ...lines] = messageOf(env).split('\n');
  expect(lines).toEqual([
    '  - AMANA_PORT: This field is required. (port of the HTTP listener)',
    '  - AMANA_ISSUER: This field is required.',
  ]);
});

test('where the locale is French the operator reads French', () => {
  expect(messageOf({ ...good, AMANA_ISSUER: '', LANG: 'fr_NE.UTF-8' })).toBe(
    'Configuration incomplète ou invalide, rien n’a été démarré. À corriger :\n  - AMANA_ISSUER: Ce champ est obligatoire.',
  );
});

test('a rule over several variables speaks in its own words', () => {
  const both = z
    .object({ A: z.string().optional(), B: z.string().optional() })
    .refine(({ A, B }) => (A === undefined) === (B === undefined), { message: 'set A and B together, or neither' });
  expect(messageOf({ A: 'x' }, both).split('\n')).toEqual([expect.any(String), '  - set A and B together, or neither']);
});

test('a configuration error is a failure that is not tried again', () => {
  const error = new ConfigError('x');
  expect({ name: error.name, code: error.code, retryable: error.retryable, message: error.message }).toEqual({
    name: 'ConfigError',
    code: 'CONFIG_INVALID',
    retryable: false,
    message: 'x',
  });
});

test('the environment of the process is read when none is given', () => {
  expect(readConfig(z.object({ PATH: z.string() })).PATH.length).toBeGreaterThan(0);
});
