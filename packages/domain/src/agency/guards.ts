import type { CommandActor } from '../command-definition.ts';
import { reject, type Rejection } from '../rejection.ts';
import type { Role } from '../roles.ts';
import type { AgencyState } from './state.ts';

export const agencyIsActive = ({ profile }: AgencyState): Rejection | undefined =>
  profile.active ? undefined : reject('AGENCY_NOT_ACTIVE');

/** Roles that decide where their agency is alerted. */
export const alertKeepers: readonly Role[] = ['PARTNER_PROVIDER', 'FOREIGN_AGENCY', 'JUSTICE_LIAISON', 'ME_OFFICER', 'NATIONAL_COORD'];

/** The national coordination may write to every agency's stream, but whoever subscribes gets the secret: so only the agency itself. */
export const isOwnAgency = (actor: CommandActor, agencyId: string): Rejection | undefined =>
  actor.agencyId === agencyId ? undefined : reject('NOT_YOUR_AGENCY');

export function endpointIsActive({ profile }: AgencyState, endpointId: string): Rejection | undefined {
  const endpoint = profile.endpoints[endpointId];
  if (endpoint === undefined) return reject('UNKNOWN_REFERENCE', {}, ['/endpointId']);
  return endpoint.active ? undefined : reject('SUBSCRIPTION_ENDED');
}
