import { commandOn } from '../command-definition.ts';
import { accept } from '../decision.ts';
import { firstRefusal } from '../first-refusal.ts';
import { agencyEvents, agencyFact } from './events.ts';
import { alertKeepers, endpointIsActive, isOwnAgency } from './guards.ts';
import { agencyAggregate } from './state.ts';

/** A new secret for an endpoint, also of a suspended agency: whoever fears that the old one leaked must not have to wait. */
export const rotateAlertSecret = commandOn(agencyAggregate)({
  name: 'RotateAlertSecret',
  roles: alertKeepers,
  fields: agencyEvents.AlertSecretRotated.fields,
  secretFor: (body) => body.endpointId,
  rules: [],
  summary: { fr: 'Renouveler le secret des alertes', en: 'Rotate the secret of alerts' },
  example: { endpointId: '0193c5a0-0000-7000-8000-00000000ed01' },
  decide: ({ body, state, actor, id }) =>
    firstRefusal(isOwnAgency(actor, id), endpointIsActive(state, body.endpointId)) ?? accept(agencyFact('AlertSecretRotated', body)),
});
