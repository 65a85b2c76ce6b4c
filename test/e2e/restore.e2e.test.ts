import { randomUUID } from 'node:crypto';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { allProjections } from '@amana/app/all-projections';
import { createApi, type User } from '../demo/api.ts';
import { readinessOf } from '../testing/program.ts';
import { someAgency, somePerson } from '../testing/some-bodies.ts';
import { startStandalone, type StandaloneProcess } from '../testing/standalone-process.ts';

const agency = randomUUID();
const coordinator: User = { role: 'NATIONAL_COORD', agency, sub: 'user-coordinator-1' };

const sqlite = (path: string) => ['', '-wal', '-shm'].map((suffix) => path + suffix);
const removeDatabase = (path: string) => sqlite(path).forEach((file) => rmSync(file, { force: true }));
const projectors = allProjections.map(({ name }) => `projector-${name}`);
const apiOf = ({ url, issuer }: StandaloneProcess) => createApi({ url, issuer, waitSeconds: 20 });

describe('files that do not belong together', () => {
  it('a log restored from a copy begins a new era: lists are built anew, places of before are refused, and what is sent again is stored', async () => {
    await using amana = await startStandalone();
    const api = apiOf(amana);
    const register = (id: string) => api.post(coordinator, `/v1/agencies/${id}/register-agency`, { body: someAgency, key: id });
    const agencies = async (query = '') => {
      const { body } = await api.get(coordinator, `/v1/agencies${query}`);
      return (body['agencies'] as { agencyId: string }[]).map(({ agencyId }) => agencyId);
    };
    const [kept, lost] = [randomUUID(), randomUUID()];
    const log = join(amana.folder, 'data', 'log.db');
    const copy = join(amana.folder, 'copy.db');

    expect((await register(kept)).status).toBe(201);
    await amana.kill('SIGTERM');
    copyFileSync(log, copy);
    await amana.restart();
    const { era } = await api.about();
    const place = (await register(lost)).headers.get('amana-position');
    expect((await agencies(`?minPosition=${place}`)).toSorted()).toEqual([kept, lost].toSorted());
    await amana.caughtUp();
    await amana.kill('SIGTERM');

    removeDatabase(log);
    copyFileSync(copy, log);
    await amana.restart();
    expect((await api.about()).era).not.toBe(era);
    expect(await agencies()).toEqual([kept]);
    expect((await api.get(coordinator, `/v1/agencies?minPosition=${place}`)).body['code']).toBe('WRONG_ERA');
    const again = await register(lost);
    expect({ status: again.status, revision: again.body['revision'] }).toEqual({ status: 201, revision: 0 });
    expect((await agencies(`?minPosition=${again.headers.get('amana-position')}`)).toSorted()).toEqual([kept, lost].toSorted());
  }, 60_000);

  it('a keyring that lacks keys of the log is shown on the readiness page, and how many', async () => {
    await using amana = await startStandalone();
    const path = `/v1/cases/${randomUUID()}/identify-person`;
    const stored = await apiOf(amana).post({ role: 'CASEWORKER', agency, sub: 'user-caseworker-1' }, path, { body: somePerson, key: randomUUID() });
    expect(stored.status).toBe(201);
    expect((await readinessOf(amana.url))?.checks.map(({ name, ok }) => [name, ok])).toEqual(
      ['clock', 'keys', 'log-watch', ...projectors, 'relay', 'notifier'].map((name) => [name, true]),
    );
    await amana.kill('SIGTERM');

    removeDatabase(join(amana.folder, 'keys', 'keyring.db'));
    const isShown = async () => (await readinessOf(amana.url))?.checks.some(({ ok }) => !ok) === true;
    await amana.restart(isShown);
    const answer = await fetch(`${amana.url}/readyz`);
    const { checks } = (await answer.json()) as { checks: { name: string; ok: boolean; detail: object }[] };
    expect({ status: answer.status, failing: checks.filter(({ ok }) => !ok) }).toEqual({
      status: 503,
      failing: [{ name: 'keys', ok: false, detail: { missing: 2 } }], // of the one person: the keys of its statistic and its identity part
    });
  }, 60_000);
});
