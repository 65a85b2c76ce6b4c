import type { CommandOutcome } from '@amana/app/command-request';
import { commands, routeName } from '@amana/domain/catalogue';
import { commonRejections } from '@amana/domain/common-rejections';
import type { Command } from '@amana/domain/command-definition';
import { referralRejections } from '@amana/domain/case/referral/rejections';
import { rejectionCodes } from '@amana/domain/rejection-codes';
import { notYet } from '@amana/http-api/not-yet';
import { pathId } from '@amana/http-api/path-id';
import { methodNotAllowed } from '@amana/platform/problem-responder';
import { Problem } from '@amana/platform/problem';
import { partnerCommandId } from '@amana/privacy/subject-id';
import type { Express, RequestHandler } from 'express';
import type { CaseApiDeps } from './case-api.ts';
import { storedOrProblem } from './command-answer.ts';
import { requestOf } from './request-of.ts';

/** `/v1/referrals/:id/accept-referral`: a partner acts on its own referral, and sees no id, revision or place of the case behind it. */
export const partnerPath = (command: Command<never>): string => `/v1/referrals/:id/${routeName(command.name)}`;

export const isForPartners = (command: Command<never>): boolean => command.partnerRoles.length > 0;

export function partnerRoutes(app: Express, deps: CaseApiDeps): void {
  for (const command of commands.filter(isForPartners)) {
    const path = partnerPath(command);
    app.post(path, ...deps.guards, answerReferral(command, deps));
    app.all(path, methodNotAllowed(['POST']));
  }
}

const answerReferral =
  (command: Command<never>, deps: CaseApiDeps): RequestHandler =>
  async (req, res) => {
    const id = pathId(req);
    const request = requestOf(req, res);
    if (!command.partnerRoles.includes(request.actor.role)) throw new Problem('FORBIDDEN');
    const found = await deps.findReferral(id);
    if (found === 'unknown') throw new Problem('RECORD_NOT_FOUND');
    if (found === 'not-yet') throw notYet();
    const commandId = partnerCommandId(id, request.commandId);
    const outcome = await deps.handle({ command, id: found.caseId, referralId: found.referralId, ...request, commandId, ifMatch: undefined });
    if (outcome.outcome === 'conflict') throw notYet(); // that others are writing to the case is none of its business
    const answer = storedOrProblem(tellsOfTheCase(outcome) ? notOpen : outcome);
    res.status(201).json({ referralId: id, recorded: answer.events.map((event) => event.type) });
  };

const notOpen = { outcome: 'rejected', rejection: { rejected: 'REFERRAL_NOT_OPEN', params: {}, pointers: [] } } as const;

/** A refusal that is neither about the referral itself nor about what was sent would say something about the case. */
function tellsOfTheCase(outcome: CommandOutcome): boolean {
  if (outcome.outcome !== 'rejected') return outcome.outcome === 'stream-too-long';
  const code = outcome.rejection.rejected;
  return !(code in referralRejections) && !(code in commonRejections) && rejectionCodes[code].kind !== 'input';
}
