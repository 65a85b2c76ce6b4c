import { aggregate, type AggregateState } from '../aggregate.ts';
import { namesPlace, type Country } from '../code-lists/cl-04-country.ts';
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
  /** Ids of the commands that made its secrets, newest first: a secret is kept under endpoint and command, and two are valid at a time. */
  readonly secretCommandIds: readonly string[];
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

/** The newest one, and the one before it until the partner has taken the newest over. */
const VALID_SECRETS = 2;

const initial: AgencyProfile = {
  registered: false,
  active: false,
  kind: undefined,
  country: undefined,
  zone: undefined,
  mandateCountries: [],
  endpoints: {},
};

type Endpoints = AgencyProfile['endpoints'];
const changed = (endpoints: Endpoints, endpointId: string, change: (endpoint: Endpoint) => Partial<Endpoint>): Endpoints => {
  const endpoint = endpoints[endpointId];
  return endpoint ? { ...endpoints, [endpointId]: { ...endpoint, ...change(endpoint) } } : endpoints;
};

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
    AlertSubscriptionRegistered: (state, { data, metadata }) => {
      const { endpointId, channel, url, events } = data;
      const endpoint = { endpointId, channel, url, events, active: true, secretCommandIds: [metadata.commandId] };
      return { ...state, endpoints: { ...state.endpoints, [endpointId]: endpoint } };
    },
    AlertSecretRotated: (state, { data, metadata }) => ({
      ...state,
      endpoints: changed(state.endpoints, data.endpointId, ({ secretCommandIds }) => ({
        secretCommandIds: [metadata.commandId, ...secretCommandIds].slice(0, VALID_SECRETS),
      })),
    }),
    AlertSubscriptionEnded: (state, { data }) => ({
      ...state,
      endpoints: changed(state.endpoints, data.endpointId, () => ({ active: false })),
    }),
  },
});

export const agencyAggregate = aggregate('agency', { profile: profileRegion });
export type AgencyState = AggregateState<{ profile: typeof profileRegion }>;

export const activeEndpoints = ({ profile }: AgencyState): Endpoint[] =>
  Object.values(profile.endpoints).filter((endpoint) => endpoint.active);

/**
 * I-05: active, with a mandate for the country. Where the country is not known any mandate will do: none was recorded that can still
 * be read, or a code was that names no place, and it is not corrected any more.
 */
export function holdsMandate(agency: AgencyState | undefined, country: Country | undefined): boolean {
  if (!agency?.profile.active) return false;
  const { mandateCountries } = agency.profile;
  return country === undefined || !namesPlace(country) ? mandateCountries.length > 0 : mandateCountries.includes(country);
}
