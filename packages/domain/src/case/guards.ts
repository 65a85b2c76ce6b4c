import { isOpenState, type CaseState } from '../code-lists/case-state.ts';
import type { ConsentScope } from '../code-lists/cl-38-consent-scope.ts';
import type { CommandActor } from '../command-definition.ts';
import type { Frame } from '../command-frame.ts';
import { streamState } from '../context-request.ts';
import type { SealedClass } from '../field-tree.ts';
import { isAfter, spanOf } from '../partial-date-time.ts';
import { personAggregate } from '../person/state.ts';
import { reject, type Rejection } from '../rejection.ts';
import { consentsAsOf } from './consent/consent-in-force.ts';
import type { Consent } from './consent/state.ts';
import type { CaseFold } from './state.ts';

/** From the plan, and from the registration on until the end (domain.md 2.5). */
export const withPlan = ['PLANNED', 'IN_ASSISTANCE', 'REINTEGRATING', 'FOLLOW_UP'] as const;
export const registered = ['REGISTERED', 'IN_ASSESSMENT', 'ASSESSED', ...withPlan] as const;

/** Opened, registered or later, and not closed. */
export function caseIsOpen({ lifecycle }: CaseFold): Rejection | undefined {
  const open = lifecycle.opened && isOpenState(lifecycle.status);
  return open ? undefined : reject('CASE_NOT_OPEN', { state: lifecycle.status ?? 'NONE' });
}

/**
 * Also one that was identified and never opened: information and consent begin before that, and it must not stay for ever. When
 * a case has ended, there is only the withdrawal.
 */
export const caseNotEnded = ({ lifecycle }: CaseFold): Rejection | undefined =>
  isOpenState(lifecycle.status) ? undefined : reject('CASE_NOT_OPEN', { state: lifecycle.status ?? 'NONE' });

export function caseIsIn({ lifecycle }: CaseFold, ...allowed: readonly CaseState[]): Rejection | undefined {
  const { status } = lifecycle;
  return status !== undefined && allowed.includes(status) ? undefined : reject('WRONG_CASE_STATE', { state: status ?? 'NONE', allowed: allowed.join(', ') });
}

/** I-06: the registration comes before every service, the stay and whatever is handed out. */
export const personIsRegistered = ({ identification }: CaseFold): Rejection | undefined =>
  identification.registrationNumber === undefined ? reject('PERSON_NOT_REGISTERED') : undefined;

/** I-02: nothing is recorded about a person before the information on the use of the data, or a recorded vital interest. */
export function personWasInformed({ consent, identification }: CaseFold, frame: Frame): Rejection | undefined {
  const informed = Object.keys(consent.informations).length > 0;
  const vital = identification.vitalInterest || (frame.legalBasis ?? []).includes('VITAL_INTERESTS');
  return informed || vital ? undefined : reject('INFORMATION_NOT_GIVEN');
}

/**
 * I-10: a guardian was there when it happened: an appointment for later does not speak for the child yet. Where only the day, month
 * or year of either is known, it is enough that they meet.
 */
export function hasGuardian({ identification }: CaseFold, { frame: { occurredAt }, now }: { frame: Frame; now: string }): boolean {
  const at = Math.min(spanOf(occurredAt, occurredAt.zone)?.to ?? Infinity, Date.parse(now));
  return identification.guardiansFrom.some((from) => !isAfter(from, from.zone, at));
}

/** Consents of a scope as of the day on which it happened: for what an agency does, not for what leaves it. */
export function consentsFor(state: CaseFold, scope: ConsentScope, when: { frame: Frame; now: string }): Consent[] {
  const span = spanOf(when.frame.occurredAt, when.frame.occurredAt.zone);
  const instants = span ? [span.to, span.from] : [Date.parse(when.now)];
  return instants.map((at) => consentsAsOf(state.consent, scope, at)).find((found) => found.length > 0) ?? [];
}

export const hasConsent = (consents: readonly Consent[], scope: ConsentScope): Rejection | undefined =>
  consents.length > 0 ? undefined : reject('CONSENT_MISSING', { scope });

/** A limit may be exceeded with a reason, and only a supervisor answers for one. */
export const overrideIsSupervisors = (actor: CommandActor, overrideReason: unknown): Rejection | undefined =>
  overrideReason === undefined || actor.role === 'SUPERVISOR' ? undefined : reject('OVERRIDE_NEEDS_SUPERVISOR');

export const isNewId = (exists: boolean, pointer: string): Rejection | undefined => (exists ? reject('ID_ALREADY_USED', {}, [pointer]) : undefined);

/** The same for a list: none of its ids was used before, nor is any in it twice. */
export function areNewIds(ids: readonly string[], used: Readonly<Record<string, unknown>>, pointerOf: (i: number) => string): Rejection | undefined {
  const again = ids.flatMap((id, i) => (id in used || ids.indexOf(id) < i ? [pointerOf(i)] : []));
  return again.length === 0 ? undefined : reject('ID_ALREADY_USED', {}, again);
}

/** The person of the case, as context: facts of another stream are read, never copied. */
export const personOf = (state: CaseFold, ...opens: readonly SealedClass[]) =>
  streamState(personAggregate, { personId: state.identification.personId ?? '' }, { opens });
