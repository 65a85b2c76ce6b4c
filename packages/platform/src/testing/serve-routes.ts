import type { Express } from 'express';
import { createHealth, type HealthCheck } from '../health.ts';
import { createHttpApp, type HttpLimits } from '../http-app.ts';
import { httpServerComponent } from '../http-server.ts';
import { createLogger } from '../logger.ts';
import { createMetrics } from '../metrics.ts';
import { platformProblems } from '../platform-problems.ts';
import { createProblemResponder } from '../problem-responder.ts';
import type { ProblemTable } from '../problem.ts';
import { createServingState } from '../serving-state.ts';

export type ServeOptions = {
  table?: ProblemTable;
  limits?: HttpLimits;
  checks?: readonly HealthCheck[];
  fieldTexts?: Record<string, { fr: string; en: string }>;
  graceMs?: number;
  drainMs?: number;
  level?: 'debug' | 'info';
};

/** The real app with these routes on a real port of this machine; closes itself (`await using`). */
export async function serveRoutes(routes: (app: Express) => void, options: ServeOptions = {}) {
  const lines: string[] = [];
  const { table = {}, fieldTexts = {}, checks = [], limits, graceMs = 10_000, drainMs = 0 } = options;
  const log = createLogger({ level: options.level ?? 'info', name: 'test', destination: { write: (line) => lines.push(line) } });
  const serving = createServingState();
  const problems = createProblemResponder({ table: { ...platformProblems, ...table }, fieldTexts, log });
  const health = createHealth({ checks, serving, timeoutMs: 50 });
  const app = createHttpApp({
    log,
    metrics: createMetrics(),
    health,
    serving,
    problems,
    routes,
    ...(limits === undefined ? {} : { limits }),
  });
  const server = httpServerComponent({ app, host: '127.0.0.1', port: 0, serving, graceMs, drainMs });
  await server.start();
  const url = server.url();
  return {
    url,
    server,
    serving,
    text: () => lines.join(''),
    logged: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    send: (path: string, init: RequestInit = {}) => fetch(url + path, init),
    post: (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
      fetch(url + path, { method: 'POST', body, headers: { 'Content-Type': 'application/json', 'Accept-Language': 'en', ...headers } }),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}
