import { setTimeout as sleep } from 'node:timers/promises';
import { UnexpectedAnswer, type Api, type User } from './api.ts';
import type { Person } from './caseload.ts';
import type { Cast } from './cast.ts';
import type { Partner } from './partner.ts';
import { expectedHealthAlerts } from './referral-story.ts';
import { expectedSchoolAlerts } from './reintegration-story.ts';
import type { Stage } from './stage.ts';
import type { Verdict } from './verdict.ts';

export type Comparison = {
  readonly api: Api;
  readonly stage: Stage;
  readonly cast: Cast;
  readonly people: readonly Person[];
  readonly partners: { readonly health: Partner; readonly school: Partner };
  readonly year: number;
  readonly verdict: Verdict;
};

type Figures = { total: number; sex: Record<string, number>; child: Record<string, number>; adult: Record<string, number>; reintegratedCohort: number };
type Margin = { name: string; shown: boolean; withheldBecause?: string; cells: { code: string; value: number }[] };
type Release = { k: number; indicators: { id: string; margins: Margin[] }[] };

const ALERTS_MS = 60_000;
const STEP_MS = 100;

/** Holds what the demo counted itself against what the system says, through the public API alone. */
export async function compare(all: Comparison): Promise<void> {
  await compareAlerts(all);
  await compareEvents(all);
  await compareFigures(all);
  await compareRelease(all);
  await compareOccupancy(all);
}

async function get(api: Api, user: User, path: string) {
  const answer = await api.get(user, path);
  if (answer.status !== 200) throw new UnexpectedAnswer(path, answer);
  return answer;
}

const count = (people: readonly Person[], fits: (person: Person) => boolean): number => people.filter(fits).length;
const sum = (people: readonly Person[], of: (person: Person) => number): number => people.reduce((total, person) => total + of(person), 0);

/** Alerts come within seconds; how many there must be follows from the story alone. */
async function compareAlerts({ people, partners, verdict }: Comparison): Promise<void> {
  const expected = sum(people, expectedHealthAlerts) + sum(people, expectedSchoolAlerts);
  const received = () => partners.health.alerts.size + partners.school.alerts.size;
  for (let waited = 0; waited < ALERTS_MS && received() < expected; waited += STEP_MS) await sleep(STEP_MS);
  verdict.check('alerts: expected = received, each once by its id', expected, received());
  const verified = partners.health.counts.verified + partners.school.counts.verified;
  const requests = partners.health.counts.requests + partners.school.counts.requests;
  verdict.check('signatures verified', `all (${requests})`, verified === requests ? `all (${verified})` : `${verified} of ${requests}`);
}

/** Every event that was acknowledged on a case is in its stream, and nothing else is. */
async function compareEvents({ api, stage, cast, verdict }: Comparison): Promise<void> {
  let stored = 0;
  for (const caseId of stage.onCase.keys()) {
    const { headers } = await get(api, cast.auditor, `/v1/cases/${caseId}`);
    stored += Number(headers.get('etag')?.replaceAll('"', '')) + 1;
  }
  verdict.check('events on cases: acknowledged = stored', [...stage.onCase.values()].reduce((total, events) => total + events, 0), stored);
}

const six = (of: Readonly<Record<string, number | undefined>>) => Object.values(of).join(' / ');

async function compareFigures({ api, cast, people, year, verdict }: Comparison): Promise<void> {
  const path = `/v1/indicators?grant=${cast.grantId}&centre=${cast.centreId}&from=${year}-01-01&to=${year}-12-31`;
  const want = {
    total: people.length,
    male: count(people, ({ sex }) => sex === 'M'),
    female: count(people, ({ sex }) => sex === 'F'),
    boys: count(people, ({ sex, child }) => child && sex === 'M'),
    girls: count(people, ({ sex, child }) => child && sex === 'F'),
    reintegrated: count(people, ({ reintegrated }) => reintegrated),
  };
  const figures = await untilCounted(api, { officer: cast.officer, path, total: want.total });
  const found = { total: figures.total, male: figures.sex['M'], female: figures.sex['F'], boys: figures.child['M'], girls: figures.child['F'], reintegrated: figures.reintegratedCohort };
  verdict.check('officer: total / male / female / boys / girls / reintegrated', six(want), six(found));
}

/** Figures are seconds behind the log; an answer that never comes right is shown as it is. */
async function untilCounted(api: Api, of: { officer: User; path: string; total: number }): Promise<Figures> {
  for (let attempt = 0; ; attempt++) {
    const { body } = await get(api, of.officer, of.path);
    const figures = body['figures'] as Figures;
    if (figures.total === of.total || attempt === 100) return figures;
    await sleep(STEP_MS);
  }
}

async function compareRelease({ api, stage, cast, people, year, verdict }: Comparison): Promise<void> {
  const body = { grantId: cast.grantId, centreId: cast.centreId, from: `${year}-01-01`, to: `${year}-12-31` };
  const publish = { as: cast.officer, on: ['report', cast.reportId] as const, command: 'publish-report', body, day: 364 };
  await stage.act(publish);
  const release = await publishedRelease(api, cast);
  await stage.refused({ ...publish, on: ['report', stage.id('another report')] }, 'PERIOD_RELEASED_BEFORE');
  const reported = people.filter(({ mayBeReported }) => mayBeReported);
  const margins = new Map(release.indicators.flatMap((indicator) => indicator.margins).map((margin) => [margin.name, margin]));
  for (const [name, cells] of Object.entries(expectedMargins(reported))) verdict.check(`donor: release, ${name}`, asShown(cells, release.k), described(margins.get(name)));
  const others = await Promise.all([api.get(cast.donor, `/v1/cases/${stage.id('case 0')}`), api.get(cast.donor, '/v1/indicators')]);
  verdict.check('donor: everything but releases is refused', '403 403', others.map(({ status }) => status).join(' '));
}

async function publishedRelease(api: Api, cast: Cast): Promise<Release> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await api.get(cast.donor, `/v1/releases/${cast.reportId}`);
    if (answer.status === 200) return answer.body as unknown as Release;
    await sleep(STEP_MS);
  }
  throw new Error('the donor does not get the release');
}

function expectedMargins(people: readonly Person[]): Record<string, Record<string, number>> {
  const of = (fits: (person: Person) => boolean) => count(people, fits);
  return {
    total: { ALL: people.length },
    sex: { M: of(({ sex }) => sex === 'M'), F: of(({ sex }) => sex === 'F') },
    minority: { CHILD: of(({ child }) => child), ADULT: of(({ child }) => !child) },
    fourway: {
      BOY: of(({ child, sex }) => child && sex === 'M'),
      GIRL: of(({ child, sex }) => child && sex === 'F'),
      MAN: of(({ child, sex }) => !child && sex === 'M'),
      WOMAN: of(({ child, sex }) => !child && sex === 'F'),
    },
    reintegration: { SUPPORTED: of(({ reintegrated }) => reintegrated), NOT_SUPPORTED: of(({ reintegrated }) => !reintegrated) },
  };
}

const words = (cells: readonly (readonly [string, number])[]) => cells.map(([code, value]) => `${code} ${value}`).join(', ');

/** The rule of the release, said anew by the demo: all cells of at least k, or the margin is withheld whole. */
function asShown(margin: Readonly<Record<string, number>>, k: number): string {
  const cells = Object.entries(margin).filter(([, value]) => value > 0);
  const small = cells.filter(([, value]) => value < k);
  return small.length > 0 || cells.length === 0 ? 'withheld: CELL_BELOW_K' : words(cells);
}

const described = (margin: Margin | undefined): string =>
  margin?.shown ? words(margin.cells.map(({ code, value }) => [code, value] as const)) : `withheld: ${margin?.withheldBecause ?? 'missing'}`;

async function compareOccupancy({ api, cast, people, verdict }: Comparison): Promise<void> {
  const { body } = await get(api, cast.manager, `/v1/centres/${cast.centreId}/occupancy`);
  verdict.check('centre: present, and flags', `${count(people, ({ reintegrated }) => !reintegrated)} []`, `${JSON.stringify(body['present'])} ${JSON.stringify(body['flags'])}`);
}
