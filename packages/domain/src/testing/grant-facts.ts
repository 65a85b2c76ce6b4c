import { grantFact } from '../grant/events.ts';
import { grantAggregate, type GrantState } from '../grant/state.ts';
import { AGENCY, given } from './given-when-then.ts';
import type { Given } from './recorded-fact.ts';

export const GRANT = '0193c5a0-0000-7000-8000-0000000094a1';
export const DONOR = '0193c5a0-0000-7000-8000-00000000d001';

/** A grant of the year 2022, by default for the cases of the agency of the tests. */
export const grantRegistered = (agencyIds: string[] = [AGENCY]): Given =>
  grantFact('GrantRegistered', {
    grantCode: 'COMPASS-NL',
    name: { fr: 'Subvention fictive', en: 'Fictitious grant' },
    donorAgencyId: DONOR,
    agencyIds,
    currency: 'EUR',
    from: '2022-01-01',
    to: '2022-12-31',
  });

/** A grant as context. */
export const grantState = (agencyIds?: string[]): GrantState => given(grantAggregate, [grantRegistered(agencyIds)], `grant-${GRANT}`).state;
