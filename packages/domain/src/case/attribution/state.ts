import { region } from '../../region.ts';
import { attributionEvents } from './events.ts';

export type Attribution = { readonly grantId: string; readonly grantCode: string; readonly from: string };

export const attributionRegion = region<readonly Attribution[]>()({
  own: attributionEvents,
  initial: [],
  on: {
    CaseAttributedToGrant: (state, { data }) => [...state, { grantId: data.grantId, grantCode: data.grantCode, from: data.from }],
  },
});
