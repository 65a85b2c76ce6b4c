import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAuthenticate } from '@amana/access/authenticate';
import { AUDIENCE, issueToken, ISSUER, makeKey } from '@amana/access/testing/issue-token';
import { createTokenVerifier } from '@amana/access/token';
import { findReferral } from '@amana/app/find-referral';
import { createEmbeddedReading } from '@amana/app/testing/embedded-reading';
import { roles } from '@amana/domain/roles';
import { fieldTexts } from '@amana/http-api/field-texts';
import { problemTable } from '@amana/http-api/problem-table';
import { createHealth } from '@amana/platform/health';
import { createHttpApp, defaultHttpLimits } from '@amana/platform/http-app';
import { createLogger } from '@amana/platform/logger';
import { createMetrics } from '@amana/platform/metrics';
import { createProblemResponder } from '@amana/platform/problem-responder';
import { createServingState } from '@amana/platform/serving-state';
import { queryApiRoutes } from '../component.ts';
import type { QueryApiParts } from '../query-api.ts';

const MANY = 1_000_000;

export type User = { readonly role: string; readonly agency: string; readonly sub?: string; readonly grants?: readonly string[] };
export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** The read side as `standalone` wires it, over the real stores. `change` puts another part in the place of one. */
export async function startQueryApi({ change }: { change?: (deps: QueryApiParts) => Partial<QueryApiParts> } = {}) {
  const reading = await createEmbeddedReading();
  const lines: string[] = [];
  const output = createLogger({ level: 'debug', name: 'query-api', destination: { write: (line) => void lines.push(line) } });
  const key = await makeKey('EdDSA', 'k1');
  const verify = createTokenVerifier({ issuer: ISSUER, audience: AUDIENCE, keys: key.jwks, roles: Object.keys(roles.codes) });
  const deps: QueryApiParts = {
    ...reading.deps,
    authenticate: createAuthenticate(verify),
    findReferral: (id) => findReferral(id, reading.deps),
    output,
    requestsPerMinutePerUser: MANY,
  };
  const serving = createServingState();
  const listener = createHttpApp({
    log: output,
    metrics: createMetrics(),
    health: createHealth({ checks: [], serving }),
    serving,
    limits: { ...defaultHttpLimits, requestsPerMinutePerAddress: MANY },
    problems: createProblemResponder({ table: problemTable, fieldTexts, log: output }),
    routes: (express) => queryApiRoutes(express, { ...deps, ...change?.(deps) }),
  });
  const server = createServer(listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function get(
    path: string,
    user?: User,
    more: { method?: string; headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Answer> {
    const authorization = user === undefined ? {} : { Authorization: `Bearer ${await issueToken(key, { sub: 'user-reader-1', ...user })}` };
    const { method = 'GET', headers = {} } = more;
    const response = await fetch(url + path, { method, headers: { 'Accept-Language': 'en', ...authorization, ...headers } });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as Answer['body'] };
  }

  return {
    ...reading,
    lines,
    get,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      reading.close();
    },
  };
}

export type QueryApiServer = Awaited<ReturnType<typeof startQueryApi>>;
