import type { RequestHandler } from 'express';
import { bounded } from './bounded.ts';
import { isFailure } from './failure.ts';
import { isPlain } from './fill-text.ts';
import type { ServingState } from './serving-state.ts';

export type HealthDetail = Readonly<Record<string, string | number | boolean>>;
export type HealthResult = { readonly ok: boolean; readonly detail?: HealthDetail };

/** One thing that must work for this process to be of use. `detail` holds codes and numbers: the page is open to all. */
export type HealthCheck = { readonly name: string; run(): Promise<HealthResult> };

const FAILURES_SHOWN = 3;

/** Of a worker's failures in a row: fewer are a moment's trouble, which it mends by trying again, and take no process out of service. */
export const keepsFailing = (failuresInARow: number): boolean => failuresInARow >= FAILURES_SHOWN;

export type Health = {
  /** `GET /livez`: the process answers; a 200 without looking at anything else, or an engine's outage would restart every process. */
  readonly livez: RequestHandler;
  /** `GET /readyz`: 200 where every check is ok, 503 where one is not or the process is going down. */
  readonly readyz: RequestHandler;
  /** What each check says now. */
  readonly outcomes: () => Promise<readonly HealthOutcome[]>;
};

export type HealthOptions = { readonly checks: readonly HealthCheck[]; readonly serving: ServingState; readonly timeoutMs?: number };

export type HealthOutcome = { readonly name: string; readonly ok: boolean; readonly detail: HealthDetail };

const plainDetail = (detail: HealthDetail): HealthDetail =>
  Object.fromEntries(Object.entries(detail).map(([key, value]) => [key, typeof value === 'string' && !isPlain(value) ? '?' : value]));

async function runOnce(check: HealthCheck): Promise<HealthOutcome> {
  const { name } = check;
  try {
    const { ok, detail = {} } = await check.run();
    return { name, ok, detail: plainDetail(detail) };
  } catch (error) {
    return { name, ok: false, detail: { code: isFailure(error) ? error.code : 'CHECK_FAILED' } };
  }
}

export function createHealth({ checks, serving, timeoutMs = 2_000 }: HealthOptions): Health {
  const calls = checks.map((check) => bounded(() => runOnce(check), { late: { name: check.name, ok: false, detail: { code: 'TIMEOUT' } }, timeoutMs }));
  const runAll = () => Promise.all(calls.map((call) => call()));
  return {
    outcomes: runAll,
    livez: (_req, res) => void res.json({ ok: true }),
    readyz: async (_req, res) => {
      const open = serving.phase === 'open';
      const outcomes = open ? await runAll() : [];
      const ok = open && outcomes.every((outcome) => outcome.ok);
      res.status(ok ? 200 : 503).json({ ok, phase: serving.phase, checks: outcomes });
    },
  };
}
