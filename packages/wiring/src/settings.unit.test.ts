import { describe, expect, it } from '@jest/globals';
import { readConfig } from '@amana/platform/config';
import { purposeOf, settings, webhookHostsOf } from './settings.ts';

const production = {
  NODE_ENV: 'production',
  AMANA_MODE: 'embedded',
  AMANA_LOG_PURPOSE: 'production',
  AMANA_KEK_FILE: '/etc/amana/kek',
  AMANA_ISSUER: 'https://issuer.example',
  AMANA_JWKS_URL: 'https://issuer.example/jwks',
  AMANA_PUBLIC_URL: 'https://amana.example',
};
const engines = {
  AMANA_EVENTSTORE_URL: 'esdb://log.example:2113',
  AMANA_MONGODB_URL: 'mongodb://rows.example/amana',
  AMANA_KAFKA_BROKERS: 'topic.example:9092',
};

const problemsOf = (env: Record<string, string>, of: keyof typeof settings = 'standalone'): string => {
  try {
    readConfig(settings[of], env);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : 'no error';
  }
};

describe('settings of the standalone', () => {
  it('needs nothing on a laptop: embedded, a training log, development tokens, two demo partners', () => {
    expect(readConfig(settings.standalone, {})).toEqual({
      AMANA_DATA: 'var',
      AMANA_HOST: '127.0.0.1',
      AMANA_PORT: 8080,
      AMANA_LOG_LEVEL: 'info',
      AMANA_KAFKA_MECHANISM: 'scram-sha-512',
      AMANA_TOPIC_PREFIX: '',
      AMANA_TOKEN_AUDIENCE: 'amana',
      AMANA_DEV_ISSUER_PORT: 4010,
      AMANA_REQUESTS_PER_MINUTE: 60_000,
      AMANA_PROXIES: 0,
      AMANA_CASELOAD_LIMIT: 40,
    });
    expect(purposeOf({})).toBe('training');
    expect(webhookHostsOf({})).toBe('127.0.0.1:4021,127.0.0.1:4022');
  });

  it('in production mode, purpose, key file, issuer and public address must be said: all that is missing is listed at once', () => {
    const problems = problemsOf({ NODE_ENV: 'production' });
    for (const variable of ['AMANA_MODE', 'AMANA_LOG_PURPOSE', 'AMANA_KEK_FILE', 'AMANA_ISSUER', 'AMANA_PUBLIC_URL']) expect(problems).toContain(`- ${variable}:`);
    expect(problemsOf(production)).toBe('');
  });

  it('a log for production is kept by the rules of production whatever NODE_ENV says, by each service and every command', () => {
    const purpose = { AMANA_LOG_PURPOSE: 'production' };
    for (const env of [purpose, { ...purpose, NODE_ENV: 'development' }]) {
      const problems = problemsOf(env);
      for (const variable of ['AMANA_MODE', 'AMANA_KEK_FILE', 'AMANA_ISSUER', 'AMANA_PUBLIC_URL']) expect(problems).toContain(`- ${variable}: must be `);
      expect(problemsOf(env, 'operator')).toMatch(/- AMANA_MODE: must be said.*- AMANA_KEK_FILE: must be named/s);
    }
    expect(problemsOf({ ...purpose, AMANA_MODE: 'distributed', ...engines }, 'notifier')).toMatch(/- AMANA_KEK_FILE: must be named.*- AMANA_PUBLIC_URL: must be said in production/s);
    const { NODE_ENV, ...asSaid } = production;
    expect([NODE_ENV, problemsOf(asSaid)]).toEqual(['production', '']);
    expect(webhookHostsOf(readConfig(settings.standalone, asSaid))).toBe('');
  });

  it('a log for training or a demo asks for none of that', () => {
    for (const AMANA_LOG_PURPOSE of ['training', 'demo'] as const) {
      expect(problemsOf({ AMANA_LOG_PURPOSE })).toBe('');
      expect(webhookHostsOf({ AMANA_LOG_PURPOSE })).toBe('127.0.0.1:4021,127.0.0.1:4022');
    }
  });

  it('in production no webhook is allowed beside the public internet, unless the operator names it', () => {
    expect(webhookHostsOf(readConfig(settings.standalone, production))).toBe('');
    expect(webhookHostsOf(readConfig(settings.standalone, { ...production, AMANA_WEBHOOK_ALLOW_HOSTS: 'clinic.lan:8443' }))).toBe('clinic.lan:8443');
  });

  it('an empty SQLite never starts taking cases by mistake: engines without a mode, or with the wrong one, are refused', () => {
    expect(problemsOf({ AMANA_MONGODB_URL: 'mongodb://db' })).toContain('AMANA_MODE');
    expect(problemsOf({ AMANA_MODE: 'embedded', AMANA_KAFKA_BROKERS: 'broker:9092' })).toContain('AMANA_MODE');
  });

  it('half a set of engines is refused, naming each that is missing', () => {
    const problems = problemsOf({ AMANA_MODE: 'distributed', AMANA_MONGODB_URL: engines.AMANA_MONGODB_URL });
    expect(problems).toContain('- AMANA_EVENTSTORE_URL: must be set');
    expect(problems).toContain('- AMANA_KAFKA_BROKERS: must be set');
    expect(problems).not.toContain('AMANA_MONGODB_URL');
    expect(problemsOf({ AMANA_MODE: 'distributed', ...engines })).toBe('');
    expect(problemsOf({ AMANA_MODE: 'distributed', ...engines, AMANA_TOPIC_PREFIX: 'a/b' })).toContain('- AMANA_TOPIC_PREFIX:');
    expect(problemsOf({ AMANA_MODE: 'distributed', ...engines, AMANA_KAFKA_USER: 'amana' })).toContain('- AMANA_KAFKA_PASSWORD: goes together with AMANA_KAFKA_USER');
  });

  it('a single service runs on engines only, asks for those that it uses, and reads nothing that is none of its business', () => {
    const tokens = { AMANA_ISSUER: production.AMANA_ISSUER, AMANA_JWKS_URL: production.AMANA_JWKS_URL };
    const { AMANA_KAFKA_BROKERS, ...logAndRows } = engines;
    for (const service of ['caseApi', 'queryApi', 'projector', 'relay', 'notifier'] as const) expect(problemsOf({}, service)).toContain('must be distributed');
    for (const service of ['caseApi', 'queryApi'] as const) {
      expect(problemsOf({ AMANA_MODE: 'distributed', ...logAndRows, ...tokens }, service)).toBe('');
      expect(problemsOf({ AMANA_MODE: 'distributed', ...logAndRows }, service)).toContain('brings no development tokens');
    }
    expect(problemsOf({ AMANA_MODE: 'distributed', ...logAndRows }, 'projector')).toBe('');
    expect(problemsOf({ AMANA_MODE: 'distributed', ...logAndRows }, 'relay')).toContain('- AMANA_KAFKA_BROKERS: must be set');
    expect(problemsOf({ AMANA_MODE: 'distributed', ...engines }, 'notifier')).toContain('- AMANA_PUBLIC_URL: must be said');
    const projector = readConfig(settings.projector, { AMANA_MODE: 'distributed', ...logAndRows, ...tokens, AMANA_KAFKA_BROKERS, AMANA_KEK_FILE: '/etc/amana/kek' });
    expect(projector).toEqual({ AMANA_MODE: 'distributed', ...logAndRows, AMANA_HOST: '127.0.0.1', AMANA_PORT: 8080, AMANA_LOG_LEVEL: 'info' });
  });

  it('the operator’s commands find the stores as the services do: files by default, and the whole set of engines or none', () => {
    expect(problemsOf({}, 'operator')).toBe('');
    expect(problemsOf({ AMANA_EVENTSTORE_URL: engines.AMANA_EVENTSTORE_URL }, 'operator')).toContain('- AMANA_MODE: must be said where an engine is named');
    expect(problemsOf({ AMANA_MODE: 'distributed', AMANA_EVENTSTORE_URL: engines.AMANA_EVENTSTORE_URL }, 'operator')).toContain('- AMANA_MONGODB_URL: must be set');
    expect(problemsOf({ AMANA_MODE: 'distributed', ...engines }, 'operator')).toBe('');
    expect(problemsOf({ NODE_ENV: 'production', AMANA_MODE: 'distributed', ...engines }, 'operator')).toMatch(/- AMANA_LOG_PURPOSE: must be said.*- AMANA_KEK_FILE: must be named/s);
    expect(readConfig(settings.operator, { AMANA_PORT: '1', AMANA_ISSUER: 'https://issuer.example' })).not.toHaveProperty('AMANA_ISSUER');
  });

  it('issuer and key address go together; what is no port is refused, and no value is repeated', () => {
    expect(problemsOf({ AMANA_ISSUER: 'https://issuer.example' })).toContain('AMANA_JWKS_URL');
    const problems = problemsOf({ AMANA_PORT: 'eighty-secret', AMANA_PROXIES: '-1' });
    expect(problems).toContain('AMANA_PORT');
    expect(problems).toContain('AMANA_PROXIES');
    expect(problems).not.toContain('secret');
  });
});
