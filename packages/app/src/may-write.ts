import type { StreamFacts } from '@amana/domain/aggregate';
import type { CaseFold } from '@amana/domain/case/state';
import type { AnyCommand, CommandRequest } from './command-request.ts';
import { isIdentifier } from './is-identifier.ts';

export type Permission = 'yes' | 'forbidden' | 'not-found';
type Asked = Pick<CommandRequest, 'actor' | 'id' | 'referralId'>;

/**
 * Who may write to which stream (design: HTTP, the table). Default deny: a role that the command does not name is refused before
 * anything is said about the stream; another agency's stream does not exist for the caller.
 */
export function mayWrite(command: AnyCommand, state: { stream: StreamFacts }, asked: Asked): Permission {
  const partner = asked.referralId !== undefined;
  const roles = partner ? command.partnerRoles : command.roles;
  if (!roles.includes(asked.actor.role)) return 'forbidden';
  if (partner) return isRecipient(state as CaseFold, asked) ? 'yes' : 'not-found';
  if (command.on.kind === 'agency') return mayWriteAgency(asked);
  if (state.stream.revision === 'no-stream') return command.creates ? 'yes' : 'not-found';
  return isOwn(command, state, asked) ? 'yes' : 'not-found';
}

/** Everybody may name an agency, so a refusal may say that it exists. */
const mayWriteAgency = ({ actor, id }: Asked): Permission =>
  actor.role === 'NATIONAL_COORD' || actor.role === 'SYS' || actor.agencyId === id ? 'yes' : 'forbidden';

function isOwn(command: AnyCommand, state: { stream: StreamFacts }, { actor }: Asked): boolean {
  if (state.stream.controller === actor.agencyId || actor.role === 'SYS') return true;
  if (command.on.kind === 'centre') return actor.role === 'NATIONAL_COORD';
  return command.on.kind === 'case' && isIdentifier(state as CaseFold, actor.agencyId);
}

const isRecipient = (state: CaseFold, { actor, referralId }: Asked): boolean =>
  referralId !== undefined && state.referrals[referralId]?.toAgencyId === actor.agencyId;
