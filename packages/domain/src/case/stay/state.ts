import { region } from '../../region.ts';
import { stayEvents } from './events.ts';

export type Stay = { readonly status: 'NONE' | 'IN_CENTRE' | 'LEFT'; readonly centreId: string | undefined };

export const stayRegion = region<Stay>()({
  own: stayEvents,
  initial: { status: 'NONE', centreId: undefined },
  on: {
    AdmittedToCentre: (_state, { data }) => ({ status: 'IN_CENTRE', centreId: data.centreId }),
    LeftCentre: (state) => ({ ...state, status: 'LEFT' }),
  },
});
