import { expect } from '@jest/globals';
import type { Api, User } from '../demo/api.ts';
import { YEAR, type Played } from './play.ts';

export type Question = readonly [as: User, path: string];

/** What must be answered alike before and after a move: cases, histories as they were known then, figures, the release, lists. */
export function questionsOf({ stage, cast }: Pick<Played, 'stage' | 'cast'>, knownAt: string): Question[] {
  const cases = [...stage.onCase.keys()];
  const year = `from=${YEAR}-01-01&to=${YEAR}-12-31`;
  return [
    ...cases.map((id): Question => [cast.auditor, `/v1/cases/${id}`]),
    ...cases.map((id): Question => [cast.auditor, `/v1/cases/${id}/history?knownAt=${knownAt}`]),
    [cast.officer, `/v1/indicators?grant=${cast.grantId}&centre=${cast.centreId}&${year}`],
    [cast.donor, `/v1/releases/${cast.reportId}`],
    [cast.supervisor, '/v1/cases'], // opens names
    [cast.health, '/v1/referrals'],
    [cast.manager, `/v1/centres/${cast.centreId}/occupancy`],
  ];
}

export async function answersTo(questions: readonly Question[], api: Api): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const [as, path] of questions) {
    const { status, body } = await api.get(as, path);
    expect({ path, status }).toEqual({ path, status: 200 });
    answers.push(body);
  }
  return answers;
}

/** How far a list has come, and where its second page begins: both mean something in this log only. */
export async function placeIn({ api, cast }: Pick<Played, 'api' | 'cast'>): Promise<{ position: string; cursor: string }> {
  const { headers, body } = await api.get(cast.supervisor, '/v1/cases?limit=2');
  const [position, cursor] = [headers.get('amana-position'), body['next']];
  expect([position, cursor]).toEqual([expect.any(String), expect.any(String)]);
  return { position: position as string, cursor: cursor as string };
}
