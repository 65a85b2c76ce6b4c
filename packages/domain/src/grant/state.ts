import { aggregate, type AggregateState } from '../aggregate.ts';
import { region } from '../region.ts';
import { grantEvents } from './events.ts';

export type GrantProfile = {
  readonly grantCode: string | undefined;
  readonly donorAgencyId: string | undefined;
  readonly agencyIds: readonly string[];
  readonly from: string | undefined;
  readonly to: string | undefined;
};

const initial: GrantProfile = { grantCode: undefined, donorAgencyId: undefined, agencyIds: [], from: undefined, to: undefined };

const profileRegion = region<GrantProfile>()({
  own: grantEvents,
  initial,
  on: {
    GrantRegistered: (_state, { data }) => ({
      grantCode: data.grantCode,
      donorAgencyId: data.donorAgencyId,
      agencyIds: data.agencyIds,
      from: data.from,
      to: data.to,
    }),
  },
});

export const grantAggregate = aggregate('grant', { profile: profileRegion });
export type GrantState = AggregateState<{ profile: typeof profileRegion }>;
