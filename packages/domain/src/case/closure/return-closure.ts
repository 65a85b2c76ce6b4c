import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { reject } from '../../rejection.ts';
import { caseNotEnded } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { closureEvents, closureFact } from './events.ts';

/** Gives the request back with what is missing; the case goes on. */
export const returnClosure = commandOn(caseAggregate)({
  name: 'ReturnClosure',
  roles: ['SUPERVISOR'],
  fields: closureEvents.ClosureReturned.fields,
  rules: [],
  summary: { fr: 'Renvoyer la demande de clôture', en: 'Return the request for closure' },
  example: { closureId: '0193c5a0-0000-7000-8000-00000000c105', comment: { text: 'Une visite à domicile manque', lang: 'fra' } },
  decide: ({ body, state }) =>
    firstRefusal(
      caseNotEnded(state),
      state.closure.request?.closureId === body.closureId ? undefined : reject('NO_SUCH_CLOSURE_REQUEST', {}, ['/closureId']),
    ) ?? accept(closureFact('ClosureReturned', body)),
});
