import { centreFact } from '../centre/events.ts';
import { centreAggregate, type CentreState } from '../centre/state.ts';
import { given } from './given-when-then.ts';
import type { Given } from './recorded-fact.ts';

export const CENTRE = '0193c5a0-0000-7000-8000-0000000ce741';

/** A centre with ten places, four of them for minors. */
export const centreRegistered: Given = centreFact('CentreRegistered', {
  name: { fr: 'Centre fictif', en: 'Fictitious centre' },
  zone: 'Africa/Niamey',
  country: 'NER',
  admin1: 'NE-7',
  capacity: 10,
  minorCapacity: 4,
});

/** A centre as context. */
export const centreState = (...later: readonly Given[]): CentreState =>
  given(centreAggregate, [centreRegistered, ...later], `centre-${CENTRE}`).state;
