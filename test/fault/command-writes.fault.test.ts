import { randomUUID } from 'node:crypto';
import { describe, expect } from '@jest/globals';
import type { User } from '../demo/api.ts';
import { logOf } from '../testing/log-of.ts';
import { someAgency, somePerson } from '../testing/some-bodies.ts';
import { startStandalone, type StandaloneProcess } from '../testing/standalone-process.ts';
import { askStandalone, pidOf } from './ask-standalone.ts';
import { failOne, type FailingCall } from './failing-writes.ts';
import { faultsByVerify } from './faults-by-verify.ts';
import { lookInLog } from './faults-in-log.ts';
import { itWithTool } from './it-with-tool.ts';

const agency = randomUUID();
const coordinator: User = { role: 'NATIONAL_COORD', agency, sub: 'user-coordinator-1' };
const caseworker: User = { role: 'CASEWORKER', agency, sub: 'user-caseworker-1' };

const STRIDE = 3; // of the writes to what can be built again there are many; so each of the others fails, and every third of these
const MOST = 500; // a command and what follows from it are about 130 writes

type Sent = Awaited<ReturnType<typeof askStandalone>>;
type Round = { readonly id: string; readonly first: Sent; readonly again: Sent; readonly failed: string | undefined };

/** One command of a person who was not known, while one call of the program fails; and again when that is over. The lists are read meanwhile. */
async function identifyWhile(amana: StandaloneProcess, call: FailingCall): Promise<Round> {
  const id = randomUUID();
  const identify = { path: `/v1/cases/${id}/identify-person`, key: id, body: { ...somePerson, personId: randomUUID() } };
  const one = await failOne(pidOf(amana), call);
  const first = await askStandalone(amana, caseworker, identify);
  expect(await askStandalone(amana, coordinator, { path: '/v1/agencies' })).toMatchObject({ status: 200, body: { agencies: [{ agencyId: agency }] } });
  await amana.caughtUp();
  const [failed, ...more] = await one.end();
  expect(more).toEqual([]);
  return { id, first, again: await askStandalone(amana, caseworker, identify), failed: failed?.file };
}

describe('a program of which one write fails', () => {
  const title = 'each of a command and of its workers in turn, or a flush: the command is stored in full or refused with a reason, then stored when sent again; all go on without a restart, and what is left verifies';
  itWithTool('strace', title, { timeoutMs: 300_000, test: async () => {
    await using amana = await startStandalone();
    const env = { AMANA_DATA: amana.folder, AMANA_LOG_PURPOSE: 'demo' };
    expect((await askStandalone(amana, coordinator, { path: `/v1/agencies/${agency}/register-agency`, key: agency, body: someAgency })).status).toBe(201);
    await amana.caughtUp();
    const pid = pidOf(amana);
    const rounds: Round[] = [];
    const files: Record<FailingCall['call'], Set<string>> = { fsync: new Set(), pwrite64: new Set() };
    for (const call of ['fsync', 'pwrite64'] as const) {
      for (let nth = 1; nth < MOST;) {
        const round = await identifyWhile(amana, { call, nth, error: rounds.length % 2 === 0 ? 'EIO' : 'ENOSPC' });
        rounds.push(round);
        if (round.failed === undefined) break; // there is no such call any more
        files[call].add(round.failed);
        nth += round.failed === 'work.db-wal' ? STRIDE : 1;
      }
    }
    expect(rounds.length).toBeLessThan(MOST);
    // A keyring moves its -wal into its file now and then: that may fall into a command, or not.
    for (const met of Object.values(files)) met.delete('keyring.db');
    expect(files).toEqual({ fsync: new Set(['keyring.db-wal', 'log.db-wal']), pwrite64: new Set(['keyring.db-wal', 'log.db-wal', 'work.db-wal']) });

    expect(new Set(rounds.map(({ first }) => first.status))).toEqual(new Set([201, 503])); // the keyring's writes are refused, the log's tried again before the answer
    for (const { first, again } of rounds) {
      expect(again.status).toBe(201);
      if (first.status === 201) expect(again.body).toEqual(first.body);
      else expect(first).toEqual({ status: 503, retryAfter: expect.stringMatching(/^[1-9]\d*$/), body: expect.objectContaining({ code: 'STORE_UNAVAILABLE' }) });
    }
    expect(pidOf(amana)).toBe(pid);
    expect(await faultsByVerify(env)).toEqual([]);
    expect(await amana.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    const log = await logOf(amana.folder);
    const given = rounds.map(({ id, again }) => ({ key: id, path: id, answer: again }));
    expect(lookInLog(log, given)).toEqual({ acknowledged: rounds.length, found: rounds.length, doubled: 0, faults: [] });
    expect(log.filter(({ stream }) => stream.startsWith('case-'))).toHaveLength(rounds.length);
    await amana.restart();
    await amana.caughtUp();
    expect(await faultsByVerify(env)).toEqual([]);
  } });
});
