import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAuthenticate } from '@amana/access/authenticate';
import { AUDIENCE, issueToken, ISSUER, makeKey } from '@amana/access/testing/issue-token';
import { createTokenVerifier } from '@amana/access/token';
import { roles } from '@amana/domain/roles';
import { createHealth } from '@amana/platform/health';
import { createHttpApp, defaultHttpLimits } from '@amana/platform/http-app';
import { createLogger } from '@amana/platform/logger';
import { createMetrics } from '@amana/platform/metrics';
import { createProblemResponder } from '@amana/platform/problem-responder';
import { createServingState } from '@amana/platform/serving-state';
import type { Express, RequestHandler } from 'express';
import { fieldTexts } from '../field-texts.ts';
import { guardsOf } from '../guards-of.ts';
import { problemTable } from '../problem-table.ts';

/** So many requests a minute that no test meets the limit. */
const MANY = 1_000_000;

type Parts = { readonly output: ReturnType<typeof createLogger>; readonly guards: RequestHandler[] };

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Empty where the answer is no JSON. */
  readonly body: Readonly<Record<string, unknown>>;
};

/** The listener as `standalone` makes it, on a free port, with tokens of a key of this run; `lines` are all that it logs. */
export async function startHttpTestServer({ name, routes }: { name: string; routes: (express: Express, parts: Parts) => void }) {
  const lines: string[] = [];
  const output = createLogger({ level: 'debug', name, destination: { write: (line) => void lines.push(line) } });
  const key = await makeKey('EdDSA', 'k1');
  const verify = createTokenVerifier({ issuer: ISSUER, audience: AUDIENCE, keys: key.jwks, roles: Object.keys(roles.codes) });
  const guards = guardsOf({ authenticate: createAuthenticate(verify), log: output, requestsPerMinutePerUser: MANY });
  const serving = createServingState();
  const app = createHttpApp({
    log: output,
    metrics: createMetrics(),
    health: createHealth({ checks: [], serving }),
    serving,
    limits: { ...defaultHttpLimits, requestsPerMinutePerAddress: MANY },
    problems: createProblemResponder({ table: problemTable, fieldTexts, log: output }),
    routes: (express) => routes(express, { output, guards }),
  });
  const server = createServer(app);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    lines,
    output,
    tokenOf: (claims: Parameters<typeof issueToken>[1]) => issueToken(key, claims),
    ask: async (path: string, request: RequestInit): Promise<Answer> => {
      const response = await fetch(url + path, request);
      const { status, headers } = response;
      const text = await response.text();
      const isJson = headers.get('content-type')?.includes('json') === true;
      return { status, headers, text, body: isJson ? (JSON.parse(text) as Answer['body']) : {} };
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
