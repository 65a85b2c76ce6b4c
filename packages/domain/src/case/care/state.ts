import { region } from '../../region.ts';
import { careEvents } from './events.ts';

export type Care = { readonly arranged: boolean };

export const careRegion = region<Care>()({
  own: careEvents,
  initial: { arranged: false },
  on: { CareArrangementRecorded: () => ({ arranged: true }) },
});
