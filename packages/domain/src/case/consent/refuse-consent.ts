import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { caseAggregate } from '../state.ts';
import { consentEvents, consentFact } from './events.ts';
import { caseNotEnded } from './guards.ts';
import { anyStaff } from './staff.ts';

/** A refusal is kept with its reason and never blocks urgent services (I-24). */
export const refuseConsent = commandOn(caseAggregate)({
  name: 'RefuseConsent',
  roles: anyStaff,
  fields: consentEvents.ConsentRefused.fields,
  rules: ['I-24'],
  summary: { fr: 'Enregistrer un refus', en: 'Refuse consent' },
  example: { scope: 'JUSTICE', reasonCode: 'FEAR_OF_AUTHORITIES', effectExplained: true },
  decide: ({ body, state }) => firstRefusal(caseNotEnded(state)) ?? accept(consentFact('ConsentRefused', body), { rules: ['I-24'] }),
});
