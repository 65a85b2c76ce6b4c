import { collections, commands, routeName } from '@amana/domain/catalogue';
import { roles } from '@amana/domain/roles';
import { partners } from '@amana/http-api/outsiders';
import { queryPaths } from '@amana/query-api/openapi-paths';
import { v5 } from 'uuid';
import { devToken } from '../demo/dev-token.ts';
import type { Played } from '../testing/play.ts';
import { frame } from '../testing/some-bodies.ts';
import type { Target } from './random-requests.ts';

const open = ['/livez', '/readyz', '/metrics', '/openapi.json', '/docs', '/docs/start.js', '/docs/assets/none.css', '/v1/about', '/v1/code-lists'];

/** Ids of one person's records, by the collection of their addresses. */
export function idsOf({ stage, cast }: Played, index: number): Readonly<Record<string, string>> {
  const caseId = stage.id(`case ${index}`);
  return {
    cases: caseId,
    persons: stage.id(`person ${index}`),
    agencies: cast.agencies.health,
    centres: cast.centreId,
    grants: cast.grantId,
    reports: cast.reportId,
    releases: cast.reportId,
    referrals: v5(stage.id(`referral ${index} health`), caseId),
  };
}

/** All addresses of the program with those ids, and a token of every role at the agency in care, or at the partner. */
export async function targetOf(played: Played, index: number): Promise<Target> {
  const { system, cast } = played;
  const ids = idsOf(played, index);
  const people = Object.keys(roles.codes).filter((role) => role !== 'SYS');
  const tokenOf = async (role: string): Promise<[string, string]> => {
    const agency = partners.includes(role) ? cast.agencies.health : cast.agencies.centre;
    return [role, await devToken(system.issuer, { role, agency })];
  };
  const tokens = new Map(await Promise.all(people.map(tokenOf)));
  const tokensOf = (of: readonly string[]): string[] => of.flatMap((role) => tokens.get(role) ?? []);
  const posts = commands.flatMap(({ name, on, example, ...command }) => {
    const doors = [{ at: collections[on.kind], by: tokensOf(command.roles) }, { at: 'referrals', by: tokensOf(command.partnerRoles) }];
    return doors.filter(({ by }) => by.length > 0).map(({ at, by }) => ({ path: `/v1/${at}/${ids[at] ?? ''}/${routeName(name)}`, body: { ...frame, ...example }, by }));
  });
  const gets = Object.keys(queryPaths).map((path) => path.replace('{id}', ids[path.split('/')[2] ?? ''] ?? ''));
  return { gets: [...open, ...gets], posts, tokens: [...tokens.values()] };
}
