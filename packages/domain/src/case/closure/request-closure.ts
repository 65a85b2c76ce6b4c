import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { reject } from '../../rejection.ts';
import { isNewId } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { closureEvents, closureFact } from './events.ts';
import { mayCloseFor } from './guards.ts';

/** The reason is one of CL-53 (I-96). What stands in the way by then is looked at when the closure is approved. */
export const requestClosure = commandOn(caseAggregate)({
  name: 'RequestClosure',
  roles: ['CASEWORKER'],
  fields: closureEvents.ClosureRequested.fields,
  rules: ['I-96'],
  summary: { fr: 'Demander la clôture', en: 'Request the closure' },
  example: {
    closureId: '0193c5a0-0000-7000-8000-00000000c105',
    reason: 'GOALS_ACHIEVED',
    summary: { text: 'Scolarisée, suivie trois fois à domicile', lang: 'fra' },
    personInformed: true,
    exitInfoGiven: true,
  },
  decide: ({ body, state }) =>
    firstRefusal(
      mayCloseFor(state, body.reason),
      state.closure.request === undefined ? undefined : reject('CLOSURE_PENDING'),
      isNewId(state.closure.usedIds.includes(body.closureId), '/closureId'),
    ) ?? accept(closureFact('ClosureRequested', body), { rules: ['I-96'] }),
});
