import type { CaseState } from '../../code-lists/case-state.ts';
import { reject, type Rejection } from '../../rejection.ts';
import { caseIsIn, caseIsOpen } from '../guards.ts';
import type { CaseFold } from '../state.ts';
import type { AgreedBy, CasePlan } from './state.ts';

const assessed: readonly CaseState[] = ['ASSESSED', 'PLANNED', 'IN_ASSISTANCE', 'REINTEGRATING', 'FOLLOW_UP'];

/** An assessment was approved; after a reopening another one has to be first (domain.md 2.5). */
export const planMayChange = (state: CaseFold): Rejection | undefined => caseIsOpen(state) ?? caseIsIn(state, ...assessed);

export const isPlanId = ({ objectives }: CasePlan, planId: string): boolean =>
  Object.values(objectives).some((objective) => objective.planId === planId);

/** An offline device may still know an older plan: it is told so, and not that there was none. */
export function planHolds(plan: CasePlan, planId: string): Rejection | undefined {
  if (plan.planId === planId) return undefined;
  return isPlanId(plan, planId) ? reject('PLAN_REPLACED', {}, ['/planId']) : reject('UNKNOWN_REFERENCE', {}, ['/planId']);
}

export function itemIsOpen({ items }: CasePlan, itemId: string, pointer: string): Rejection | undefined {
  const item = items[itemId];
  if (item === undefined) return reject('UNKNOWN_REFERENCE', {}, [pointer]);
  return item.status === 'OPEN' ? undefined : reject('ITEM_NOT_OPEN', {}, [pointer]);
}

const assisting: readonly (CaseState | undefined)[] = ['IN_ASSISTANCE', 'REINTEGRATING', 'FOLLOW_UP'];

/** domain.md 2.5: the last item begins the follow-up, and that comes out of assistance alone. */
export const assistanceHasBegun = ({ lifecycle: { status } }: CaseFold): Rejection | undefined =>
  assisting.includes(status) ? undefined : reject('ASSISTANCE_NOT_BEGUN', { state: status ?? 'NONE' });

/** A child does not agree alone, and nobody agrees in an adult's place; nor does a guardian of whom nothing is recorded (I-10). */
export function agreedByRightParty(by: AgreedBy, { child, guarded }: { child: boolean; guarded: boolean }): Rejection | undefined {
  if (child === (by === 'PERSON')) return reject('AGREED_BY_WRONG_PARTY', {}, ['/by']);
  return by === 'PERSON' || guarded ? undefined : reject('GUARDIAN_NOT_RECORDED');
}
