import { pick } from '../../field-tree.ts';
import { region } from '../../region.ts';
import { closureEvents } from '../closure/events.ts';
import { careEvents } from './events.ts';

/** Whether somebody was found who cares for the child, since the case was opened or last reopened: who did before may do so no more. */
export type Care = { readonly arranged: boolean };

export const careRegion = region<Care>()({
  own: careEvents,
  to: pick(closureEvents, 'CaseReopened'),
  initial: { arranged: false },
  on: { CareArrangementRecorded: () => ({ arranged: true }), CaseReopened: () => ({ arranged: false }) },
});
