import { createAuthenticate } from '@amana/access/authenticate';
import { createTokenVerifier } from '@amana/access/token';
import { findReferral } from '@amana/app/find-referral';
import { apiReferenceRoutes } from '@amana/case-api/api-reference.routes';
import { caseApiRoutes } from '@amana/case-api/component';
import { openApi } from '@amana/case-api/openapi';
import { roles } from '@amana/domain/roles';
import { fieldTexts } from '@amana/http-api/field-texts';
import { problemTable } from '@amana/http-api/problem-table';
import { createHealth, type HealthCheck } from '@amana/platform/health';
import { createHttpApp, defaultHttpLimits } from '@amana/platform/http-app';
import { httpServerComponent, type HttpServerComponent } from '@amana/platform/http-server';
import type { createLogger } from '@amana/platform/logger';
import type { Metrics } from '@amana/platform/metrics';
import { createProblemResponder } from '@amana/platform/problem-responder';
import { createServingState } from '@amana/platform/serving-state';
import { queryApiRoutes } from '@amana/query-api/component';
import { queryPaths } from '@amana/query-api/openapi-paths';
import type { Inside } from './inside.ts';
import type { Settings } from './settings.ts';

export type ListenerParts = {
  readonly settings: Settings;
  readonly inside: Inside;
  readonly output: ReturnType<typeof createLogger>;
  readonly metrics: Metrics;
  readonly checks: readonly HealthCheck[];
  /** Known only when the issuer listens. */
  readonly issuer: { readonly name: string; readonly keys: URL };
};

/** One listener for both sides of the API, with the manners that all services share. */
export function createListener({ settings, inside, output, metrics, checks, issuer }: ListenerParts): HttpServerComponent {
  const serving = createServingState();
  const perMinute = settings.AMANA_REQUESTS_PER_MINUTE;
  const verify = createTokenVerifier({ issuer: issuer.name, audience: settings.AMANA_TOKEN_AUDIENCE, keys: issuer.keys, roles: Object.keys(roles.codes) });
  const { log } = inside;
  const api = {
    ...inside,
    authenticate: createAuthenticate(verify),
    findReferral: (id: string) => findReferral(id, inside),
    about: () => ({ purpose: log.purpose, era: log.era }),
    requestsPerMinutePerUser: Math.ceil(perMinute / 10),
  };
  const app = createHttpApp({
    log: output,
    metrics,
    health: createHealth({ checks, serving }),
    serving,
    limits: { ...defaultHttpLimits, requestsPerMinutePerAddress: perMinute },
    problems: createProblemResponder({ table: problemTable, fieldTexts, log: output }),
    routes: (express) => {
      apiReferenceRoutes(express, openApi(queryPaths));
      caseApiRoutes(express, { ...api, log: output });
      queryApiRoutes(express, api);
    },
  });
  return httpServerComponent({ name: 'http', app, host: settings.AMANA_HOST, port: settings.AMANA_PORT, serving });
}
