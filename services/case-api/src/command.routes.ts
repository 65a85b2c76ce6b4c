import { collections, commands, routeName } from '@amana/domain/catalogue';
import type { Command } from '@amana/domain/command-definition';
import { actorOf } from '@amana/http-api/actor-of';
import { isOutsider } from '@amana/http-api/outsiders';
import { pathId } from '@amana/http-api/path-id';
import { formatPosition } from '@amana/http-api/position';
import { methodNotAllowed } from '@amana/platform/problem-responder';
import type { Express, RequestHandler } from 'express';
import type { CaseApiDeps } from './case-api.ts';
import { storedOrProblem } from './command-answer.ts';
import { partnerRoutes } from './partner.routes.ts';
import { requestOf } from './request-of.ts';

/** `/v1/cases/:id/open-case`: one route for every command of the catalogue. */
export const commandPath = (command: Command<never>): string => `/v1/${collections[command.on.kind]}/:id/${routeName(command.name)}`;

/** Commands that a person gives; those of the system alone have no route. */
export const isPublic = (command: Command<never>): boolean => command.roles.some((role) => role !== 'SYS');

export function commandRoutes(app: Express, deps: CaseApiDeps): void {
  for (const command of commands.filter(isPublic)) {
    const path = commandPath(command);
    app.post(path, ...deps.guards, giveCommand(command, deps));
    app.all(path, methodNotAllowed(['POST']));
  }
  partnerRoutes(app, deps);
}

const giveCommand =
  (command: Command<never>, deps: CaseApiDeps): RequestHandler =>
  async (req, res) => {
    const id = pathId(req);
    const answer = storedOrProblem(await deps.handle({ command, id, ...requestOf(req, res) }));
    res.status(201).set('ETag', `"${answer.revision}"`);
    if (!isOutsider(actorOf(res).role)) res.set('Amana-Position', formatPosition({ era: deps.era(), position: answer.position }));
    const secret = answer.secret === undefined ? {} : { secret: `whsec_${Buffer.from(answer.secret).toString('base64')}` };
    res.json({ revision: answer.revision, events: answer.events, ...secret });
  };
