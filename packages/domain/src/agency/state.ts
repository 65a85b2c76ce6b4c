import { aggregate, type AggregateState } from '../aggregate.ts';
import type { Country } from '../code-lists/cl-04-country.ts';
import type { AlertableEvent } from '../code-lists/cl-69-alertable-event.ts';
import type { RecipientCategory } from '../code-lists/cl-29-recipient-category.ts';
import { region } from '../region.ts';
import { agencyEvents } from './events.ts';

export type Endpoint = {
  readonly endpointId: string;
  readonly channel: 'WEBHOOK' | 'EMAIL' | 'SMS' | 'IN_APP';
  readonly url: string;
  readonly events: readonly AlertableEvent[];
  readonly active: boolean;
};

export type AgencyProfile = {
  readonly registered: boolean;
  readonly active: boolean;
  readonly kind: RecipientCategory | undefined;
  readonly country: Country | undefined;
  readonly zone: string | undefined;
  readonly mandateCountries: readonly Country[];
  readonly endpoints: Readonly<Record<string, Endpoint>>;
};

const initial: AgencyProfile = { registered: false, active: false, kind: undefined, country: undefined, zone: undefined, mandateCountries: [], endpoints: {} };

const profileRegion = region<AgencyProfile>()({
  own: agencyEvents,
  initial,
  on: {
    AgencyRegistered: (state, { data }) => ({
      ...state,
      registered: true,
      active: true,
      kind: data.kind,
      country: data.country,
      zone: data.zone,
      mandateCountries: data.mandateCountries,
    }),
    AgencySuspended: (state) => ({ ...state, active: false }),
    AgencyReinstated: (state) => ({ ...state, active: true }),
    AlertSubscriptionRegistered: (state, { data }) => {
      const { endpointId, channel, url, events } = data;
      return { ...state, endpoints: { ...state.endpoints, [endpointId]: { endpointId, channel, url, events, active: true } } };
    },
    AlertSecretRotated: (state) => state,
    AlertSubscriptionEnded: (state, { data }) => {
      const endpoint = state.endpoints[data.endpointId];
      return endpoint ? { ...state, endpoints: { ...state.endpoints, [data.endpointId]: { ...endpoint, active: false } } } : state;
    },
  },
});

export const agencyAggregate = aggregate('agency', { profile: profileRegion });
export type AgencyState = AggregateState<{ profile: typeof profileRegion }>;

/** I-05: active, with a mandate for the country. An unknown country needs any mandate at all. */
export function holdsMandate(agency: AgencyState | undefined, country: Country | undefined): boolean {
  if (!agency?.profile.active) return false;
  return country === undefined ? agency.profile.mandateCountries.length > 0 : agency.profile.mandateCountries.includes(country);
}
