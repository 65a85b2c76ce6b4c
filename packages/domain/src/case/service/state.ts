import { region } from '../../region.ts';
import { serviceEvents } from './events.ts';

export type Services = { readonly serviceIds: readonly string[]; readonly issueIds: readonly string[] };

export const serviceRegion = region<Services>()({
  own: serviceEvents,
  initial: { serviceIds: [], issueIds: [] },
  on: {
    ServiceDelivered: (state, { data }) => ({ ...state, serviceIds: [...state.serviceIds, data.serviceId] }),
    ItemsIssued: (state, { data }) => ({ ...state, issueIds: [...state.issueIds, data.issueId] }),
  },
});
