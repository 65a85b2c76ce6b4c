import type { Role } from '../../roles.ts';

/** A person may refuse or withdraw through any staff of the agency that it meets. */
export const anyStaff: readonly Role[] = ['CASEWORKER', 'SUPERVISOR', 'CENTRE_MANAGER', 'TRACING_OFFICER', 'REINTEGRATION_OFFICER', 'DPO'];
