import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { omit } from '../../field-tree.ts';
import { reject } from '../../rejection.ts';
import { caseAggregate } from '../state.ts';
import { stayEvents, stayFact } from './events.ts';

/** The person left. Also after the case was closed: whoever has gone frees a bed. */
export const recordExit = commandOn(caseAggregate)({
  name: 'RecordExit',
  roles: ['CENTRE_MANAGER'],
  fields: omit(stayEvents.LeftCentre.fields, 'centreId'),
  rules: [],
  capabilities: ['CAP-14'],
  summary: { fr: 'Enregistrer la sortie du centre', en: 'Record the exit from the centre' },
  example: { reason: 'FAMILY_REUNIFIED', destination: { country: 'NER', admin1: 'NE-4' } },
  decide: ({ body, state }) => {
    const { status, centreId } = state.stay;
    if (status !== 'IN_CENTRE' || centreId === undefined) return reject('NOT_IN_CENTRE');
    return accept(stayFact('LeftCentre', { centreId, ...body }));
  },
});
