import { describe, expect, it } from '@jest/globals';
import { readConfig } from '@amana/platform/config';
import { Settings } from './settings.ts';

const production = {
  NODE_ENV: 'production',
  AMANA_MODE: 'embedded',
  AMANA_LOG_PURPOSE: 'production',
  AMANA_KEK_FILE: '/etc/amana/kek',
  AMANA_ISSUER: 'https://issuer.example',
  AMANA_JWKS_URL: 'https://issuer.example/jwks',
  AMANA_PUBLIC_URL: 'https://amana.example',
};
const problemsOf = (env: Record<string, string>): string => {
  try {
    readConfig(Settings, env);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : 'no error';
  }
};

describe('settings of the standalone', () => {
  it('needs nothing on a laptop: embedded, a training log, development tokens, two demo partners', () => {
    expect(readConfig(Settings, {})).toEqual({
      AMANA_DATA: 'var',
      AMANA_HOST: '127.0.0.1',
      AMANA_PORT: 8080,
      AMANA_LOG_LEVEL: 'info',
      AMANA_LOG_PURPOSE: 'training',
      AMANA_TOKEN_AUDIENCE: 'amana',
      AMANA_DEV_ISSUER_PORT: 4010,
      AMANA_WEBHOOK_ALLOW_HOSTS: '127.0.0.1:4021,127.0.0.1:4022',
      AMANA_REQUESTS_PER_MINUTE: 60_000,
      AMANA_CASELOAD_LIMIT: 40,
    });
  });

  it('in production mode, purpose, key file, issuer and public address must be said: all that is missing is listed at once', () => {
    const problems = problemsOf({ NODE_ENV: 'production' });
    for (const variable of ['AMANA_MODE', 'AMANA_LOG_PURPOSE', 'AMANA_KEK_FILE', 'AMANA_ISSUER', 'AMANA_PUBLIC_URL']) expect(problems).toContain(`- ${variable}:`);
    expect(problemsOf(production)).toBe('');
  });

  it('in production no webhook is allowed beside the public internet, unless the operator names it', () => {
    expect(readConfig(Settings, production).AMANA_WEBHOOK_ALLOW_HOSTS).toBe('');
    expect(readConfig(Settings, { ...production, AMANA_WEBHOOK_ALLOW_HOSTS: 'clinic.lan:8443' }).AMANA_WEBHOOK_ALLOW_HOSTS).toBe('clinic.lan:8443');
  });

  it('an empty SQLite never starts taking cases by mistake: engines without a mode, or with the wrong one, are refused', () => {
    expect(problemsOf({ AMANA_MONGODB_URL: 'mongodb://db' })).toContain('AMANA_MODE');
    expect(problemsOf({ AMANA_MODE: 'embedded', AMANA_KAFKA_BROKERS: 'broker:9092' })).toContain('AMANA_MODE');
    expect(problemsOf({ AMANA_MODE: 'distributed' })).toContain('embedded only');
  });

  it('issuer and key address go together; what is no port is refused, and no value is repeated', () => {
    expect(problemsOf({ AMANA_ISSUER: 'https://issuer.example' })).toContain('AMANA_JWKS_URL');
    const problems = problemsOf({ AMANA_PORT: 'eighty-secret' });
    expect(problems).toContain('AMANA_PORT');
    expect(problems).not.toContain('secret');
  });
});
