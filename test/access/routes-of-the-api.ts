import { apiReferenceRoutes } from '@amana/case-api/api-reference.routes';
import type { CaseApiDeps } from '@amana/case-api/case-api';
import { caseApiRoutes } from '@amana/case-api/component';
import { openApi } from '@amana/case-api/openapi';
import { problemTable } from '@amana/http-api/problem-table';
import { createHealth } from '@amana/platform/health';
import { createHttpApp } from '@amana/platform/http-app';
import { createLogger } from '@amana/platform/logger';
import { createMetrics } from '@amana/platform/metrics';
import { createProblemResponder } from '@amana/platform/problem-responder';
import { createServingState } from '@amana/platform/serving-state';
import { queryApiRoutes } from '@amana/query-api/component';
import { queryPaths } from '@amana/query-api/openapi-paths';
import type { QueryApiParts } from '@amana/query-api/query-api';

const answering = ['get', 'post', 'put', 'patch', 'delete'];

type Layer = { readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> } };

/** As docs/access.md names them: `POST /v1/cases/{id}/open-case`. What is only refused for its method (`all`) is no route. */
export function routesOfTheApi(): string[] {
  const log = createLogger({ level: 'error', name: 'routes', destination: { write: () => undefined } });
  const serving = createServingState();
  const app = createHttpApp({
    log,
    metrics: createMetrics(),
    health: createHealth({ checks: [], serving }),
    serving,
    problems: createProblemResponder({ table: problemTable, log }),
    // Nothing is asked of it, so nobody is needed behind it.
    routes: (express) => {
      apiReferenceRoutes(express, openApi(queryPaths));
      caseApiRoutes(express, { guards: [] } as unknown as CaseApiDeps);
      queryApiRoutes(express, { guards: [] } as unknown as QueryApiParts);
    },
  });
  const { stack } = app.router as unknown as { readonly stack: readonly Layer[] };
  return stack.flatMap(({ route }) => {
    const methods = Object.keys(route?.methods ?? {}).filter((method) => answering.includes(method));
    const refusesTheRest = methods.length === answering.length;
    return refusesTheRest ? [] : methods.map((method) => `${method.toUpperCase()} ${route?.path.replaceAll(/:(\w+)/g, '{$1}') ?? ''}`);
  });
}
