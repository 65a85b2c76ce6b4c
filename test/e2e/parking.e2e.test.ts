import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from '@jest/globals';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { v7 } from 'uuid';
import { createApi, type User } from '../demo/api.ts';
import { runAmana } from '../testing/amana-command.ts';
import { readinessOf } from '../testing/program.ts';
import { somePerson } from '../testing/some-bodies.ts';
import { startStandalone, type StandaloneProcess } from '../testing/standalone-process.ts';

const caseworker: User = { role: 'CASEWORKER', agency: randomUUID(), sub: 'user-caseworker-1' };

async function identify({ url, issuer }: StandaloneProcess): Promise<string> {
  const id = randomUUID();
  const body = { ...somePerson, personId: randomUUID() };
  const { status } = await createApi({ url, issuer, waitSeconds: 20 }).post(caseworker, `/v1/cases/${id}/identify-person`, { body, key: randomUUID() });
  expect(status).toBe(201);
  return `case-${id}`;
}

const logFile = (folder: string): string => join(folder, 'data', 'log.db');

/** As if a defect had written it: a plan without its tracks, of which the deadlines cannot be read. */
async function writeDamaged(folder: string, stream: string): Promise<string> {
  const log = createSqliteEventStore({ path: logFile(folder) });
  try {
    const { events, head } = await log.readStream(stream);
    const id = v7();
    await log.append(stream, head, [{ id, type: 'ReintegrationPlanAgreed', data: {}, metadata: { ...events[0]?.metadata, commandId: v7() } }]);
    return id;
  } finally {
    log.close();
  }
}

/** The log refuses to change an event: whoever repairs one takes that away for a moment. */
function mend(folder: string, eventId: string): void {
  const log = new DatabaseSync(logFile(folder), { timeout: 5_000 });
  const guard = log.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%UPDATE ON events%'").get();
  log.exec('BEGIN IMMEDIATE');
  log.exec(`DROP TRIGGER ${String(guard?.['name'])}`);
  log.prepare(`UPDATE events SET data = '{"tracks":[]}' WHERE id = ?`).run(eventId);
  log.exec(String(guard?.['sql']));
  log.exec('COMMIT');
  log.close();
}

const deadlinesOf = async (amana: StandaloneProcess) => (await readinessOf(amana.url))?.checks.find(({ name }) => name === 'projector-deadlines') as { ok: boolean; detail: object } | undefined;
const parkedInMetrics = async ({ url }: StandaloneProcess) => /amana_parked_streams\{[^}]*projection="deadlines"[^}]*\} (\d+)/.exec(await (await fetch(`${url}/metrics`)).text())?.[1];

it('a case that a projection cannot apply is parked and shown, the others go on; an operator lists it and has it tried again while Amana runs', async () => {
  await using amana = await startStandalone({ logLevel: 'warn' });
  const env = { AMANA_DATA: amana.folder, AMANA_LOG_PURPOSE: 'demo' };
  const stream = await identify(amana);
  expect(await runAmana(['parked'], env)).toMatchObject({ code: 0, out: 'Nothing is parked.\n' });
  await amana.kill('SIGTERM');
  const eventId = await writeDamaged(amana.folder, stream);
  await amana.restart(async () => (await deadlinesOf(amana))?.ok === false);

  await identify(amana);
  await amana.caughtUp();
  expect(await deadlinesOf(amana)).toEqual({ name: 'projector-deadlines', ok: false, detail: { failures: 0, parked: 1, atHead: true } });
  expect([(await fetch(`${amana.url}/readyz`)).status, await parkedInMetrics(amana)]).toEqual([503, '1']);
  const listed = await runAmana(['parked'], env);
  expect(listed).toMatchObject({ code: 0, signal: null, err: '' });
  expect(listed.out.split('\n')[1]?.split(/ {2,}/)).toEqual(['deadlines', stream, '1', eventId, 'TypeError']);

  expect(await runAmana(['replay', 'deadlines'], env)).toEqual({
    code: 1,
    signal: null,
    out: `${stream}: parked still, at revision 1 (TypeError, event ${eventId}). Start a release that can apply it, then it is tried by itself.\n`,
    err: '',
  });
  expect(await runAmana(['rebuild', 'deadlines'], env)).toMatchObject({ code: 1, out: '', err: expect.stringContaining(`${stream} @ 1: event ${eventId} cannot be applied (TypeError).`) });
  expect(await deadlinesOf(amana)).toMatchObject({ detail: { parked: 1 } });

  mend(amana.folder, eventId);
  expect(await runAmana(['replay', 'deadlines', stream], { ...env, LANG: 'fr_FR.UTF-8' })).toEqual({ code: 0, signal: null, out: `${stream} : de nouveau entier.\n`, err: '' });
  expect(await deadlinesOf(amana)).toEqual({ name: 'projector-deadlines', ok: true, detail: { failures: 0, parked: 0, atHead: true } });
  expect([(await fetch(`${amana.url}/readyz`)).status, await parkedInMetrics(amana)]).toEqual([200, '0']);
  expect(await runAmana(['rebuild', 'deadlines'], env)).toMatchObject({ code: 0, out: expect.stringMatching(/^Rebuilt: deadlines_v2-2 is read now\. 2 rows of 2 streams/) });
}, 120_000);
