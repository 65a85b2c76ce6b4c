import { join } from 'node:path';
import { statSync } from 'node:fs';
import { findReferral } from '@amana/app/find-referral';
import { caseListName } from '@amana/app/reading/list-cases';
import { streamOf } from '@amana/app/stream-of';
import { AGENCY } from '@amana/app/testing/embedded-app';
import { createEmbeddedReading } from '@amana/app/testing/embedded-reading';
import { personFact } from '@amana/domain/person/events';
import { startHttpTestServer } from '@amana/http-api/testing/http-test-server';
import type { RecordedEvent } from '@amana/ports/event-store';
import { queryApiRoutes } from '@amana/query-api/component';
import { quantile } from '../alternate.ts';
import { caseRows, caseworkerId } from './case-rows.ts';

const PERSONS = 500;
/** How far a deep page lies behind the first one, in pages of the greatest size. */
const DEEP = { pages: 100, limit: 200 };
const ASKED = { times: 200, ms: 1_500 };

type Asking = { readonly role: string; readonly sub: string; readonly query: string };
const supervisor = (query: string): Asking => ({ role: 'SUPERVISOR', sub: 'user-supervisor-1', query });
const own = (query: string): Asking => ({ role: 'CASEWORKER', sub: caseworkerId(7), query });

/** Every filter that the list has, alone and together, for a team that sees all cases and for a caseworker who sees its own. The order is always the newest change first. */
const questions: readonly Asking[] = [
  supervisor(''),
  supervisor('open=true'),
  supervisor('open=false'),
  supervisor('status=IN_ASSISTANCE'),
  supervisor('status=PLANNED'),
  supervisor('status=TRANSFERRED'),
  supervisor('open=true&status=PLANNED'),
  supervisor(`caseworker=${caseworkerId(7)}`),
  supervisor(`caseworker=${caseworkerId(7)}&open=true`),
  supervisor(`caseworker=${caseworkerId(7)}&status=PLANNED`),
  own(''),
  own('open=true'),
];

/** Milliseconds, of so many `times`. */
type Times = { readonly p50: number; readonly p95: number; readonly p99: number; readonly times: number };
export type PageTimes = Times & { readonly role: string; readonly query: string; readonly page: 'first' | 'deep'; /** So many rows. */ readonly behind: number };
export type Lists = { readonly pages: readonly PageTimes[]; readonly rowsPerSecond: number; readonly megabytes: number };

/** The list of cases over HTTP, as the read side answers it: authorised, the reading recorded, the names of fifty persons opened. */
export async function benchLists(cases: number, events: readonly RecordedEvent[]): Promise<Lists> {
  const reading = await createEmbeddedReading();
  const server = await startHttpTestServer({
    name: 'bench',
    routes: (express, { guards }) => queryApiRoutes(express, { ...reading.deps, guards, findReferral: (id) => findReferral(id, reading.deps) }),
  });
  try {
    const persons = await tellPersons(reading);
    await reading.project();
    const began = performance.now();
    let rows = 0;
    for (const batch of caseRows(cases, { controller: AGENCY, personAt: (n) => persons[n % persons.length] ?? '', events })) {
      await reading.deps.rows.put(caseListName, batch);
      rows += batch.length;
    }
    const rowsPerSecond = (rows * 1_000) / (performance.now() - began);
    const pages: PageTimes[] = [];
    for (const asking of questions) pages.push(...(await timesOf(asking, server)));
    return { pages, rowsPerSecond, megabytes: megabytesOf(join(reading.app.folder, 'work.db')) };
  } finally {
    await server.close();
    reading.close();
  }
}

/** With what was not moved from the WAL into the file yet. */
const megabytesOf = (path: string): number => [path, `${path}-wal`].reduce((sum, file) => sum + statSync(file).size, 0) / 1e6;

async function tellPersons({ tell }: Awaited<ReturnType<typeof createEmbeddedReading>>): Promise<string[]> {
  const persons = Array.from({ length: PERSONS }, () => crypto.randomUUID());
  for (const person of persons) {
    const details = personFact('IdentityDetailsRecorded', {
      caseId: crypto.randomUUID(),
      names: ['Personne fictive'],
      birthYear: 1990,
      sex: 'F',
      citizenship: ['NER'],
      languages: ['hau'],
      documents: [],
    });
    await tell(streamOf('person', person, AGENCY), [details]);
  }
  return persons;
}

type Server = Awaited<ReturnType<typeof startHttpTestServer>>;
type Page = { readonly cases: readonly unknown[]; readonly next?: string };

async function timesOf({ role, sub, query }: Asking, server: Server): Promise<PageTimes[]> {
  const tokenOf = (as: string) => server.tokenOf({ role: as, sub, agency: AGENCY });
  const tokens = { own: await tokenOf(role), walk: await tokenOf(role === 'CASEWORKER' ? role : 'AUDITOR') };
  const ask = async (more: string, token = tokens.own): Promise<Page> => {
    const answer = await server.ask(`/v1/cases?${query}${more}`, { headers: { authorization: `Bearer ${token}` } });
    if (answer.status !== 200) throw new Error(`/v1/cases?${query}: ${answer.status} ${answer.text}`);
    return answer.body as unknown as Page;
  };
  const first = { role, query, page: 'first' as const, behind: 0, ...(await measured(() => ask(''))) };
  let [cursor, behind] = [(await ask('')).next, 0];
  for (let page = 0; page < DEEP.pages && cursor !== undefined; page++) {
    const { next, cases } = await ask(`&limit=${DEEP.limit}&cursor=${cursor}`, tokens.walk); // the same rows; nobody's name is opened
    if (next === undefined) break;
    [cursor, behind] = [next, behind + cases.length];
  }
  return cursor === undefined ? [first] : [first, { role, query, page: 'deep', behind, ...(await measured(() => ask(`&cursor=${cursor}`))) }];
}

async function measured(ask: () => Promise<unknown>): Promise<Times> {
  const times: number[] = [];
  await ask(); // the first one warms up
  for (const began = performance.now(); times.length < ASKED.times && (times.length < 5 || performance.now() - began < ASKED.ms); ) {
    const sent = performance.now();
    await ask();
    times.push(performance.now() - sent);
  }
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), p99: quantile(times, 0.99), times: times.length };
}
