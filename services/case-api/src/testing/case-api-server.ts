import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAuthenticate } from '@amana/access/authenticate';
import { AUDIENCE, issueToken, ISSUER, makeKey, type Claims } from '@amana/access/testing/issue-token';
import { createTokenVerifier } from '@amana/access/token';
import { findReferral } from '@amana/app/find-referral';
import { openLog } from '@amana/app/open-log';
import { createProjector } from '@amana/app/projector';
import { createEmbeddedApp } from '@amana/app/testing/embedded-app';
import type { ContextQueries } from '@amana/app/resolve-context';
import { aggregates } from '@amana/domain/catalogue';
import type { EventDefinitions } from '@amana/domain/event-definition';
import { partnerInbox } from '@amana/domain/projections/partner-inbox';
import { roles, type Role } from '@amana/domain/roles';
import { fieldTexts } from '@amana/http-api/field-texts';
import { problemTable } from '@amana/http-api/problem-table';
import { createHealth } from '@amana/platform/health';
import { createHttpApp, defaultHttpLimits } from '@amana/platform/http-app';
import { createLogger } from '@amana/platform/logger';
import { createMetrics } from '@amana/platform/metrics';
import { createProblemResponder } from '@amana/platform/problem-responder';
import { createServingState } from '@amana/platform/serving-state';
import { partnerReferralId } from '@amana/privacy/subject-id';
import { createSqliteReadModelStore } from '@amana/store-embedded/sqlite-read-model-store';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import { v7 } from 'uuid';
import { apiReferenceRoutes } from '../api-reference.routes.ts';
import { caseApiRoutes } from '../component.ts';
import { openApi } from '../openapi.ts';

const definitions = Object.assign({}, ...Object.values(aggregates).map(({ events }) => events)) as EventDefinitions;
const MANY = 1_000_000;

/** What is waited for comes between two calls of a test, or not at all. */
const sleep = async () => undefined;

export type Ask = {
  readonly method?: string;
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON; a text as it is. */
  readonly body?: unknown;
  readonly language?: 'fr' | 'en';
};
export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string; readonly body: Readonly<Record<string, unknown>> };

/** The write side as `standalone` wires it: a listener, tokens of a key of this run, the embedded stores, the partner inbox. */
export async function startCaseApi(options: { queries?: ContextQueries } = {}) {
  const app = createEmbeddedApp(options);
  const work = openWorkDatabase(join(app.folder, 'work.db'));
  const rows = createSqliteReadModelStore(work);
  const log = await openLog('training', { events: app.store, newId: () => v7(), clock: { now: () => ({ recordedAt: '2022-06-15T09:00:00.000Z', clock: 'ok' }) } });
  const lines: string[] = [];
  const output = createLogger({ level: 'debug', name: 'case-api', destination: { write: (line) => void lines.push(line) } });
  const key = await makeKey('EdDSA', 'k1');
  const verify = createTokenVerifier({ issuer: ISSUER, audience: AUDIENCE, keys: key.jwks, roles: Object.keys(roles.codes) });

  const serving = createServingState();
  const listener = createHttpApp({
    log: output,
    metrics: createMetrics(),
    health: createHealth({ checks: [], serving }),
    serving,
    limits: { ...defaultHttpLimits, requestsPerMinutePerAddress: MANY },
    problems: createProblemResponder({ table: problemTable, fieldTexts, log: output }),
    routes: (express) => {
      apiReferenceRoutes(express, openApi({}));
      caseApiRoutes(express, {
        handle: app.newHandler(),
        authenticate: createAuthenticate(verify),
        findReferral: (id) => findReferral(id, { events: app.store, rows, sleep, era: () => log.era }),
        era: () => log.era,
        about: () => ({ purpose: log.purpose, era: log.era }),
        log: output,
        requestsPerMinutePerUser: MANY,
      });
    },
  });
  const server = createServer(listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function ask(path: string, { method = 'POST', token, headers = {}, body, language = 'en' }: Ask = {}): Promise<Answer> {
    const response = await fetch(url + path, {
      method,
      headers: {
        'Accept-Language': language,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, headers: response.headers, text, body: isJson ? (JSON.parse(text) as Answer['body']) : {} };
  }

  return {
    app,
    log,
    lines,
    ask,
    tokenOf: ({ role, agency, ...claims }: { role: Role; agency: string } & Claims) => issueToken(key, { role, agency, ...claims }),

    /** Brings the partners' inbox up to the head of the log. */
    project: async () => {
      const projector = createProjector(partnerInbox(partnerReferralId), {
        events: app.store,
        rows,
        log,
        output,
        definitions,
        idleMs: 1,
        backoffMs: () => 1,
        sleep,
      });
      const running = projector.run();
      while (!projector.status().atHead) await new Promise(setImmediate);
      await projector.stop();
      await running;
    },

    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      work.close();
      app.close();
    },
  };
}

export type CaseApiServer = Awaited<ReturnType<typeof startCaseApi>>;
