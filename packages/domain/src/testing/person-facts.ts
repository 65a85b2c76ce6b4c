import { personFact } from '../person/events.ts';
import { personAggregate, type PersonState } from '../person/state.ts';
import { CASE_ID, given, PERSON_ID } from './given-when-then.ts';

/** A person as context, of this age on 1 June 2022. */
export const personAged = (ageYears: number): PersonState =>
  given(
    personAggregate,
    [personFact('AgeAssessed', { caseId: CASE_ID, ageYears, method: 'DOCUMENT', estimated: false, benefitOfDoubtApplied: false })],
    `person-${PERSON_ID}`,
  ).state;
