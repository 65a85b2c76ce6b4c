import { randomUUID } from 'node:crypto';
import { describe, expect } from '@jest/globals';
import type { User } from '../demo/api.ts';
import { logOf } from '../testing/log-of.ts';
import { runAmana } from '../testing/amana-command.ts';
import { someAgency, somePerson } from '../testing/some-bodies.ts';
import { startStandalone, type StandaloneProcess } from '../testing/standalone-process.ts';
import { askStandalone, pidOf } from './ask-standalone.ts';
import { limitFiles } from './failing-writes.ts';
import { itWithTool } from './it-with-tool.ts';

const agency = randomUUID();
const coordinator: User = { role: 'NATIONAL_COORD', agency, sub: 'user-coordinator-1' };
const caseworker: User = { role: 'CASEWORKER', agency, sub: 'user-caseworker-1' };

/** From now on every write of the program to a file fails, as on a disk that is full; or none does. */
const letFilesGrow = (amana: StandaloneProcess, may: boolean): void => limitFiles(pidOf(amana), may ? undefined : 1);

const register = (id: string) => ({
  path: `/v1/agencies/${id}/register-agency`,
  key: id,
  body: someAgency,
});
const identify = (id: string) => ({ path: `/v1/cases/${id}/identify-person`, key: id, body: somePerson });

describe('a program whose files may not grow', () => {
  const title = 'refuses commands with 503 and a reason, reads on, writes nothing by half, and goes on without a restart';
  itWithTool('prlimit', title, { timeoutMs: 120_000, test: async () => {
    await using amana = await startStandalone();
    const [kept, refused, person, opened] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const agencies = async () => ((await askStandalone(amana, coordinator, { path: '/v1/agencies' })).body['agencies'] as { agencyId: string }[]).map(({ agencyId }) => agencyId);
    expect((await askStandalone(amana, coordinator, register(kept))).status).toBe(201);
    expect((await askStandalone(amana, caseworker, identify(opened))).status).toBe(201);
    await amana.caughtUp();
    const before = await logOf(amana.folder);
    const pid = pidOf(amana);

    letFilesGrow(amana, false);
    for (const [as, command] of [[coordinator, register(refused)], [caseworker, identify(person)]] as const) {
      const { status, retryAfter, body } = await askStandalone(amana, as, command);
      expect({ status, body }).toEqual({ status: 503, body: expect.objectContaining({ status: 503, code: 'STORE_UNAVAILABLE', detail: expect.stringMatching(/.{20}/) }) });
      expect(Number(retryAfter)).toBeGreaterThan(0);
    }
    expect(await agencies()).toEqual([kept]);
    expect(await askStandalone(amana, caseworker, { path: `/v1/cases/${opened}` })).toMatchObject({ status: 503, body: { code: 'STORE_UNAVAILABLE' } }); // a reading of a person is recorded first
    expect(await logOf(amana.folder)).toEqual(before);

    letFilesGrow(amana, true);
    for (const [as, command] of [[coordinator, register(refused)], [caseworker, identify(person)]] as const) {
      const first = await askStandalone(amana, as, command);
      expect(first).toMatchObject({ status: 201, body: { revision: 0 } });
      expect((await askStandalone(amana, as, command)).body).toEqual(first.body);
    }
    await amana.caughtUp();
    expect((await agencies()).toSorted()).toEqual([kept, refused].toSorted());
    expect((await askStandalone(amana, caseworker, { path: `/v1/cases/${opened}` })).status).toBe(200);
    const after = await logOf(amana.folder);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length).map(({ stream }) => stream)).toEqual([`agency-${refused}`, `case-${person}`]);
    expect(await runAmana(['verify'], { AMANA_DATA: amana.folder, AMANA_LOG_PURPOSE: 'demo' })).toMatchObject({ code: 0 });
    expect(pidOf(amana)).toBe(pid);
  } });
});
