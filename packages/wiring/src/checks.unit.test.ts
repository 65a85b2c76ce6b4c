import { describe, expect, it } from '@jest/globals';
import { clockCheck, logWatchChecks } from './checks.ts';

const watch = ({ missing = 0, failures = 0 }) =>
  Promise.all(logWatchChecks({ missing: () => missing, status: () => ({ position: 7n, atHead: true, failures }) }).map((check) => check.run()));

describe('checks of the log', () => {
  it('a single key that is missing is shown, and how many', async () => {
    expect(await watch({})).toEqual([
      { ok: true, detail: { missing: 0 } },
      { ok: true, detail: { failures: 0 } },
    ]);
    expect(await watch({ missing: 1 })).toEqual([
      { ok: false, detail: { missing: 1 } },
      { ok: true, detail: { failures: 0 } },
    ]);
  });

  it('a watch that failed twice tries again; after three times in a row it is shown', async () => {
    const [, twice] = await watch({ failures: 2 });
    const [, thrice] = await watch({ failures: 3 });
    expect([twice, thrice]).toEqual([
      { ok: true, detail: { failures: 2 } },
      { ok: false, detail: { failures: 3 } },
    ]);
  });

  it('a clock that is not confirmed is shown', async () => {
    expect(await clockCheck({ now: () => ({ clock: 'ok' }) }).run()).toEqual({ ok: true });
    expect(await clockCheck({ now: () => ({ clock: 'unconfirmed' }) }).run()).toEqual({ ok: false });
  });
});
