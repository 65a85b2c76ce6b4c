import { createAuthenticate } from '@amana/access/authenticate';
import { createTokenVerifier } from '@amana/access/token';
import { roles } from '@amana/domain/roles';
import { fieldTexts } from '@amana/http-api/field-texts';
import { guardsOf } from '@amana/http-api/guards-of';
import { problemTable } from '@amana/http-api/problem-table';
import { createHealth, type HealthCheck } from '@amana/platform/health';
import { createHttpApp, defaultHttpLimits, type HttpAppOptions } from '@amana/platform/http-app';
import { httpServerComponent, type HttpServerComponent } from '@amana/platform/http-server';
import type { createLogger, Log } from '@amana/platform/logger';
import type { Metrics } from '@amana/platform/metrics';
import { createProblemResponder } from '@amana/platform/problem-responder';
import { createServingState } from '@amana/platform/serving-state';
import { gaugeChecks } from './gauges.ts';
import type { Environment } from './settings.ts';

export type ListenerParts = {
  readonly settings: Pick<Environment, 'AMANA_HOST' | 'AMANA_PORT'>;
  readonly output: ReturnType<typeof createLogger>;
  readonly metrics: Metrics;
  readonly checks: readonly HealthCheck[];
};

/** A listener with the manners that all services share; the service adds its routes. A worker adds none: health and metrics are there. */
export function createListener(parts: ListenerParts, own: Pick<HttpAppOptions, 'routes' | 'limits' | 'proxies'> = { routes: () => undefined }): HttpServerComponent {
  const { settings, output, metrics, checks } = parts;
  const serving = createServingState();
  const health = createHealth({ checks, serving });
  gaugeChecks(metrics, health);
  const app = createHttpApp({
    log: output,
    metrics,
    health,
    serving,
    problems: createProblemResponder({ table: problemTable, fieldTexts, log: output }),
    ...own,
  });
  return httpServerComponent({ name: 'http', app, host: settings.AMANA_HOST, port: settings.AMANA_PORT, serving });
}

type GuardSettings = Pick<Environment, 'AMANA_TOKEN_AUDIENCE' | 'AMANA_REQUESTS_PER_MINUTE'>;
/** Known only when the issuer listens, where it is ours. */
export type Issuer = { readonly name: string; readonly keys: URL };

/** Of all routes of one listener. One user may send a tenth of what one address may, reads and writes together. */
export function guardsBy(issuer: Issuer, { settings, output }: { settings: GuardSettings; output: Log }): ReturnType<typeof guardsOf> {
  const verify = createTokenVerifier({ issuer: issuer.name, audience: settings.AMANA_TOKEN_AUDIENCE, keys: issuer.keys, roles: Object.keys(roles.codes) });
  const requestsPerMinutePerUser = Math.ceil(settings.AMANA_REQUESTS_PER_MINUTE / 10);
  return guardsOf({ authenticate: createAuthenticate(verify), log: output, requestsPerMinutePerUser });
}

/** Whose address it is that a request comes from, and how many of them it may send. */
export const callersBy = ({ AMANA_REQUESTS_PER_MINUTE, AMANA_PROXIES }: Pick<Environment, 'AMANA_REQUESTS_PER_MINUTE' | 'AMANA_PROXIES'>) => ({
  limits: { ...defaultHttpLimits, requestsPerMinutePerAddress: AMANA_REQUESTS_PER_MINUTE },
  proxies: AMANA_PROXIES,
});

/** Of a service that brings none: its settings name one. */
export const issuerOf = ({ AMANA_ISSUER = '', AMANA_JWKS_URL = '' }: Pick<Environment, 'AMANA_ISSUER' | 'AMANA_JWKS_URL'>): Issuer => ({
  name: AMANA_ISSUER,
  keys: new URL(AMANA_JWKS_URL),
});
