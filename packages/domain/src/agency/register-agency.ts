import type { RecipientCategory } from '../code-lists/cl-29-recipient-category.ts';
import { commandOn } from '../command-definition.ts';
import { accept } from '../decision.ts';
import { firstRefusal } from '../first-refusal.ts';
import { reject } from '../rejection.ts';
import { agencyEvents, agencyFact } from './events.ts';
import { agencyAggregate } from './state.ts';

/** Recipients of a consent (CL-29) that are no organisation which could answer a referral, and so are never one of ours. */
const noAgency: readonly RecipientCategory[] = ['FAMILY', 'MEDIA'];

/** The id of the stream is the agency's id in tokens and referrals, and the agency is its own controller. */
export const registerAgency = commandOn(agencyAggregate)({
  name: 'RegisterAgency',
  creates: true,
  controller: (_body, _actor, id) => id,
  roles: ['NATIONAL_COORD'],
  fields: agencyEvents.AgencyRegistered.fields,
  rules: ['I-05', 'I-63'],
  summary: { fr: 'Enregistrer une agence', en: 'Register an agency' },
  example: {
    name: { fr: 'Centre de santé de Zinder', en: 'Zinder health centre' },
    kind: 'HEALTH',
    country: 'NER',
    zone: 'Africa/Niamey',
    mandateCountries: ['NER'],
  },
  decide: ({ body, state }) =>
    firstRefusal(
      state.stream.revision === 'no-stream' ? undefined : reject('STREAM_EXISTS'),
      noAgency.includes(body.kind) ? reject('KIND_IS_NO_AGENCY', {}, ['/kind']) : undefined,
    ) ?? accept(agencyFact('AgencyRegistered', body)),
});
