import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { omit } from '../../field-tree.ts';
import { known } from '../../mark.ts';
import { reject } from '../../rejection.ts';
import { onlyCase, otherOpenCases } from '../identification/open-cases-of-person.ts';
import { caseAggregate, type CaseFold } from '../state.ts';
import { closureEvents, closureFact } from './events.ts';

/** The event that ended the case, which the reopening sets aside; undefined while it is open. */
function endOf({ lifecycle, identification, closure }: CaseFold): string | undefined {
  if (lifecycle.status === 'SCREENED_OUT') return identification.screeningEventId;
  return lifecycle.status === 'CLOSED' || lifecycle.status === 'TRANSFERRED' ? closure.closedEventId : undefined;
}

/** The same case goes on under its number (I-98), in assessment again. One whose data were erased does not (domain.md 2.5). */
export const reopenCase = commandOn(caseAggregate)({
  name: 'ReopenCase',
  roles: ['SUPERVISOR'],
  fields: omit(closureEvents.CaseReopened.fields, 'priorClosureEventId'),
  opens: ['statistic'],
  rules: ['I-04', 'I-98'],
  capabilities: ['CAP-35'],
  summary: { fr: 'Rouvrir le dossier', en: 'Reopen the case' },
  example: { reason: 'FOLLOW_UP_RISK', note: { text: 'Revue au marché, seule', lang: 'fra' } },
  context: (input) => ({ openCases: otherOpenCases(input) }),
  decide: ({ body, state, context }) => {
    const priorClosureEventId = endOf(state);
    if (priorClosureEventId === undefined)
      return reject('WRONG_CASE_STATE', { state: state.lifecycle.status ?? 'NONE', allowed: 'CLOSED, TRANSFERRED, SCREENED_OUT' });
    if (known(state.identification.country) === undefined) return reject('CASE_DATA_ERASED');
    const only = onlyCase(context.openCases);
    return only.refusal ?? accept(closureFact('CaseReopened', { ...body, priorClosureEventId }), { rules: [only.rule, 'I-98'] });
  },
});
