import { commandOn } from '../../command-definition.ts';
import { query } from '../../context-request.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { omit } from '../../field-tree.ts';
import { caseIsOpen } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { identificationEvents, identificationFact } from './events.ts';

/** How many open cases a caseworker has, and the limit that the operator set. */
export const caseloadOf = query<{ readonly open: number; readonly limit: number }>('caseload');

/** Too large a caseload is a warning in the rules of the event, never a refusal (I-11). */
export const assignCaseworker = commandOn(caseAggregate)({
  name: 'AssignCaseworker',
  roles: ['SUPERVISOR'],
  fields: omit(identificationEvents.CaseworkerAssigned.fields, 'previousUserId'),
  rules: ['I-11'],
  summary: { fr: 'Affecter un assistant social', en: 'Assign a caseworker' },
  example: { userId: 'user-caseworker-2', from: { value: '2022-06-15', precision: 'day' } },
  context: ({ body, actor }) => ({ caseload: caseloadOf({ userId: body.userId, agencyId: actor.agencyId }) }),
  decide: ({ body, state, context }) => {
    const { caseload } = context;
    const rule = caseload === 'unchecked' ? 'I-11:unchecked' : caseload.open >= caseload.limit ? 'I-11:exceeded' : 'I-11';
    const previousUserId = state.identification.caseworkerUserId;
    const previous = previousUserId === undefined ? {} : { previousUserId };
    return firstRefusal(caseIsOpen(state)) ?? accept(identificationFact('CaseworkerAssigned', { ...body, ...previous }), { rules: [rule] });
  },
});
