import type { Role } from '../../roles.ts';

/** Roles that act on a referral that was sent to their agency (I-64). */
export const receivers: readonly Role[] = ['PARTNER_PROVIDER', 'FOREIGN_AGENCY', 'JUSTICE_LIAISON'];
