import { agencyFact } from '../agency/events.ts';
import { agencyAggregate, type AgencyState } from '../agency/state.ts';
import type { Country } from '../code-lists/cl-04-country.ts';
import type { RecipientCategory } from '../code-lists/cl-29-recipient-category.ts';
import { given, OTHER_AGENCY } from './given-when-then.ts';
import type { Given } from './recorded-fact.ts';

type Described = { readonly id?: string; readonly kind?: RecipientCategory; readonly country?: Country };

export const agencyRegistered = ({ kind = 'NGO', country = 'NER' }: Described = {}): Given =>
  agencyFact('AgencyRegistered', {
    name: { fr: 'Agence fictive', en: 'Fictitious agency' },
    kind,
    country,
    zone: 'Africa/Niamey',
    mandateCountries: [country],
  });

export const agencySuspended: Given = agencyFact('AgencySuspended', { reason: 'ACCREDITATION_EXPIRED' });

/** An agency as context; by default an active NGO in Niger. */
export const agencyState = (described: Described = {}, ...later: readonly Given[]): AgencyState =>
  given(agencyAggregate, [agencyRegistered(described), ...later], `agency-${described.id ?? OTHER_AGENCY}`).state;
