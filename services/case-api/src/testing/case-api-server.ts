import { join } from 'node:path';
import type { Claims } from '@amana/access/testing/issue-token';
import { findReferral } from '@amana/app/find-referral';
import { openLog } from '@amana/app/open-log';
import type { ContextQueries } from '@amana/app/resolve-context';
import { bringUp } from '@amana/app/testing/bring-up';
import { createEmbeddedApp } from '@amana/app/testing/embedded-app';
import { eventDefinitions as definitions } from '@amana/domain/catalogue';
import { partnerInbox } from '@amana/domain/projections/partner-inbox';
import type { Role } from '@amana/domain/roles';
import { startHttpTestServer, type Answer } from '@amana/http-api/testing/http-test-server';
import { partnerReferralId } from '@amana/privacy/subject-id';
import { createSqliteReadModelStore } from '@amana/store-embedded/sqlite-read-model-store';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import { v7 } from 'uuid';
import { apiReferenceRoutes } from '../api-reference.routes.ts';
import type { CaseApiDeps } from '../case-api.ts';
import { caseApiRoutes } from '../component.ts';
import { openApi } from '../openapi.ts';

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

const requestOf = ({ method = 'POST', token, headers = {}, body, language = 'en' }: Ask): RequestInit => ({
  method,
  headers: {
    'Accept-Language': language,
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    ...headers,
  },
  ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
});

/** The write side as `standalone` wires it: a listener, tokens of a key of this run, the embedded stores, the partner inbox. */
export async function startCaseApi({ handle, ...options }: { queries?: ContextQueries; handle?: CaseApiDeps['handle'] } = {}) {
  const app = createEmbeddedApp(options);
  const work = openWorkDatabase(join(app.folder, 'work.db'));
  const rows = createSqliteReadModelStore(work);
  const log = await openLog('training', { events: app.store, newId: () => v7(), clock: { now: () => ({ recordedAt: '2022-06-15T09:00:00.000Z', clock: 'ok' }) } });
  const server = await startHttpTestServer({
    name: 'case-api',
    routes: (express, { guards }) => {
      apiReferenceRoutes(express, openApi({}));
      caseApiRoutes(express, {
        handle: handle ?? app.newHandler(),
        guards,
        findReferral: (id) => findReferral(id, { events: app.store, rows, sleep, era: () => log.era }),
        era: () => log.era,
        about: () => ({ purpose: log.purpose, era: log.era }),
      });
    },
  });

  return {
    app,
    log,
    lines: server.lines,
    ask: (path: string, asked: Ask = {}): Promise<Answer> => server.ask(path, requestOf(asked)),
    tokenOf: (claims: { role: Role; agency: string } & Claims) => server.tokenOf(claims),

    /** Brings the partners' inbox up to the head of the log. */
    project: () => bringUp(partnerInbox(partnerReferralId), { events: app.store, rows, log, output: server.output, definitions }),

    close: async () => {
      await server.close();
      work.close();
      app.close();
    },
  };
}

export type CaseApiServer = Awaited<ReturnType<typeof startCaseApi>>;
