import type { CaseFold } from '@amana/domain/case/state';
import type { SealedClass } from '@amana/domain/field-tree';
import { isIdentifier } from '../is-identifier.ts';
import type { Reader } from './record-access.ts';

/** 'not-found' also where the case is another agency's. */
export type ReadPermission = { readonly opens: readonly SealedClass[] } | 'forbidden' | 'not-found';

const careTeam = ['CASEWORKER', 'SUPERVISOR', 'CENTRE_MANAGER', 'TRACING_OFFICER', 'REINTEGRATION_OFFICER', 'CHILD_GUARDIAN_AUTH'];
const overseers = ['NATIONAL_COORD', 'AUDITOR', 'DPO'];

/** Who may replay a case step by step, or as it was known on an earlier day (DP-12). */
export const replayers: readonly string[] = ['AUDITOR', 'DPO', 'SUPERVISOR'];

export const careRoles: readonly string[] = careTeam;

/** Roles that may read a case at all; whether this one, its fold decides. */
export const caseReaders: readonly string[] = [...careTeam, ...overseers, 'FIRST_RESPONDER', 'PROFILER'];

/** Roles that list the cases of their agency; a caseworker only its own. */
export const caseListReaders: readonly string[] = [...careTeam, ...overseers];

/**
 * Who may read one case, judged on its fold as it stands now: a reassignment ends the right of the caseworker before at the next
 * read, whatever the read models say. Justice parts are never opened here.
 */
export function mayReadCase(reader: Reader, state: CaseFold): ReadPermission {
  const { role, agencyId, userId } = reader;
  if (!caseReaders.includes(role)) return 'forbidden';
  if (state.stream.revision === 'no-stream') return 'not-found';
  if (state.stream.controller !== agencyId) return isIdentifier(state, agencyId) ? { opens: [] } : 'not-found';
  const { caseworkerUserId } = state.identification;
  if (role === 'CASEWORKER' && caseworkerUserId !== undefined && caseworkerUserId !== userId) return 'forbidden';
  if (careTeam.includes(role)) return { opens: ['statistic', 'identity'] };
  return overseers.includes(role) ? { opens: ['statistic'] } : { opens: [] };
}
