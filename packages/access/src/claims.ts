import { z } from 'zod';
import type { Actor } from './actor.ts';
import { TokenRefused, type RefusalReason } from './token-refused.ts';

const OpaqueId = z.string().regex(/^[A-Za-z0-9:_-]{8,128}$/);
const GrantCode = z.string().regex(/^[A-Z0-9][A-Z0-9_-]{1,31}$/);

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // this is how Intl says that it knows no such zone
  }
}

const REASONS: Readonly<Record<string, RefusalReason>> = {
  sub: 'SUBJECT_NOT_OPAQUE',
  on_behalf_of: 'SUBJECT_NOT_OPAQUE',
  role: 'ROLE_UNKNOWN',
  agency: 'AGENCY_NOT_A_UUID',
};

const schemaFor = (roles: readonly string[]) =>
  z.object({
    sub: OpaqueId,
    role: z.string().refine((role) => roles.includes(role)),
    agency: z.uuid().toLowerCase(),
    on_behalf_of: OpaqueId.optional(),
    grants: z.array(GrantCode).max(50).default([]),
    zone: z.string().max(64).refine(isTimeZone).optional(),
  });

/**
 * Makes the actor from the claims of a token whose signature, issuer and times were checked.
 * `roles`: those that people may have. `SYS` is never one of them: whoever could get it by a token would be the system.
 * @throws TokenRefused
 */
export function claimsReader(roles: readonly string[]): (claims: unknown) => Actor {
  const schema = schemaFor(roles.filter((role) => role !== 'SYS'));
  return (claims) => {
    const parsed = schema.safeParse(claims);
    if (!parsed.success) throw new TokenRefused('TOKEN_REFUSED', REASONS[String(parsed.error.issues[0]?.path[0])] ?? 'CLAIM_INVALID');
    const { sub, role, agency, on_behalf_of: onBehalfOf, grants, zone } = parsed.data;
    return {
      userId: sub,
      role,
      agencyId: agency,
      ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
      grants,
      ...(zone === undefined ? {} : { zone }),
    };
  };
}
