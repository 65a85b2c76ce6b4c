import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { reject } from '../../rejection.ts';
import { caseNotEnded } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { isStanding } from './consent-in-force.ts';
import { consentEvents, consentFact } from './events.ts';
import { anyStaff } from './staff.ts';

/**
 * A refusal is kept with its reason and never blocks urgent services (I-24). Where a consent of the scope is in force, or about to
 * begin, it would look as if that were ended, while data leave under it: whoever takes a consent back is led to the withdrawal.
 */
export const refuseConsent = commandOn(caseAggregate)({
  name: 'RefuseConsent',
  roles: anyStaff,
  fields: consentEvents.ConsentRefused.fields,
  rules: ['I-24'],
  summary: { fr: 'Enregistrer un refus', en: 'Record a refusal' },
  example: { scope: 'JUSTICE', reasonCode: 'FEAR_OF_AUTHORITIES', effectExplained: true },
  decide: ({ body, state, now }) => {
    const ofScope = Object.values(state.consent.consents).filter(({ scope }) => scope === body.scope);
    const standing = ofScope.some((consent) => isStanding(consent, Date.parse(now)));
    return (
      firstRefusal(caseNotEnded(state), standing ? reject('CONSENT_IN_FORCE', { scope: body.scope }, ['/scope']) : undefined) ??
      accept(consentFact('ConsentRefused', body), { rules: ['I-24'] })
    );
  },
});
