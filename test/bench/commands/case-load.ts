import { setTimeout as sleep } from 'node:timers/promises';
import { createApi } from '../../demo/api.ts';
import { createCast, type Cast } from '../../demo/cast.ts';
import { devToken } from '../../demo/dev-token.ts';
import { setTheScene } from '../../demo/setting.ts';
import { createStage, type Stage } from '../../demo/stage.ts';
import { draftReferral } from '../../fault/case-under-load.ts';
import type { BenchServer } from './bench-server.ts';
import { createConnection } from './connection.ts';

const YEAR = 2022;

/** A partner that is never told anything: no worker runs. */
const nobody = { url: 'http://127.0.0.1:4021/alerts', trust: () => undefined };

type LoadCase = { readonly id: string; readonly token: string };

/** Cases of a server, each with a consent to interviews, on which interviews are recorded: two sealed parts each, and a look at the person. */
export async function openCaseLoad({ url, issuer }: Pick<BenchServer, 'url' | 'issuer'>, { cases }: { cases: number }) {
  const api = createApi({ url, issuer, waitSeconds: 5 });
  const stage = createStage({ api, run: crypto.randomUUID(), year: YEAR });
  const cast = createCast(stage);
  await setTheScene(stage, cast, { partners: { health: nobody, school: nobody }, persons: 10 * cases, year: YEAR });
  const loaded: LoadCase[] = [];
  for (let number = 0; number < cases; number++) loaded.push(await openCase(number, { stage, cast, issuer }));
  const connections = Array.from({ length: cases }, () => createConnection(url));

  async function record(n: number): Promise<void> {
    const { id, token } = loaded[n] as LoadCase;
    const answer = await (connections[n] as (typeof connections)[number]).post(`/v1/cases/${id}/conduct-interview`, { token, key: crypto.randomUUID(), body: interview() });
    if (answer.status !== 201) throw new Error(`conduct-interview: ${answer.status} ${answer.body}`);
  }

  return {
    /** Records so many interviews on each of the cases, all at once, one after the other on each. */
    lengthen: (by: number, clients = cases): Promise<void> => each(clients, async (n) => {
      for (let i = 0; i < by; i++) await record(n);
    }),
    /** So many clients for so long, each on a case of its own: how long each command took, in ms, and of all of them the rate per second. */
    async slice(clients: number, ms: number): Promise<{ rate: number; times: number[] }> {
      const times: number[] = [];
      const began = performance.now();
      const isOver = (): boolean => performance.now() - began >= ms;
      await each(clients, async (n) => {
        while (!isOver()) {
          const sent = performance.now();
          await record(n);
          times.push(performance.now() - sent);
        }
      });
      const rate = (times.length * 1_000) / (performance.now() - began);
      await sleep(50); // for the log to have come to rest
      return { rate, times };
    },
    close: () => connections.forEach((connection) => connection.close()),
  };
}

const each = async (count: number, work: (n: number) => Promise<void>): Promise<void> => void (await Promise.all(Array.from({ length: count }, (_, n) => work(n))));

const interview = (): string =>
  JSON.stringify({
    occurredAt: { value: `${YEAR}-02-01`, precision: 'day', zone: 'Africa/Niamey' },
    interviewId: crypto.randomUUID(),
    durationMin: 45,
    mode: 'IN_PERSON',
    interpreterUsed: true,
    presentRoles: ['PERSON', 'INTERVIEWER', 'INTERPRETER'],
    tool: 'INTAKE',
    summary: { text: 'Récit fictif. '.repeat(15), lang: 'fra' },
  });

type Opening = { readonly stage: Stage; readonly cast: Cast; readonly issuer: string };

async function openCase(number: number, { stage, cast, issuer }: Opening): Promise<LoadCase> {
  await draftReferral({ stage, cast }, number);
  const id = stage.id(`case ${number}`);
  const as = cast.caseworker(number);
  const consent = {
    consentId: stage.id(`interview ${number}`),
    informationId: stage.id(`information ${number}`),
    scope: 'INTERVIEW',
    recipients: [],
    dataCategories: [],
    giver: 'INDIVIDUAL',
    form: 'WRITTEN',
    validFrom: stage.day(20),
  };
  await stage.act({ as, on: ['case', id], command: 'grant-consent', body: consent, day: 20, nth: 9 });
  return { id, token: await devToken(issuer, as) };
}
