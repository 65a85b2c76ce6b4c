import type { Written } from '../field-tree.ts';
import { caseAggregate, type CaseFold } from '../case/state.ts';
import { identified } from '../testing/case-facts.ts';
import { CASE_ID, given, PERSON_ID } from '../testing/given-when-then.ts';
import type { Given } from '../testing/recorded-fact.ts';
import { personFact, type personEvents } from './events.ts';
import { personAggregate } from './state.ts';

type Details = Written<typeof personEvents.IdentityDetailsRecorded.fields>;
type Assessed = Written<typeof personEvents.AgeAssessed.fields>;

export const details: Details = {
  caseId: CASE_ID,
  names: ['Nom fictif'],
  sex: 'F',
  citizenship: ['NER'],
  languages: ['hau'],
  documents: [],
};

export const recorded = (more: Partial<Details> = {}): Given => personFact('IdentityDetailsRecorded', { ...details, ...more });
export const corrected = (more: Partial<Details> = {}): Given =>
  personFact('IdentityDetailsCorrected', { ...details, ...more, correctionReason: { text: 'Motif fictif', lang: 'fra' } });

/** An assessment on 1 June 2022, unless the metadata say another day. */
export const assessed = (ageYears: Assessed['ageYears'], metadata: Given['metadata'] = {}): Given => ({
  ...personFact('AgeAssessed', { caseId: CASE_ID, ageYears, method: 'DOCUMENT', estimated: false, benefitOfDoubtApplied: false }),
  metadata,
});

/** The stream of the person under the id that its clients give it. */
export const person = (...facts: readonly Given[]) => given(personAggregate, facts, `person-${PERSON_ID}`);

/** A case of the person, identified for a vital interest: that is a basis for a record (I-02). */
export const caseOfPerson: CaseFold = given(caseAggregate, [identified]).state;
/** The same without a basis: identified as a public task, and nobody informed the person yet. */
export const uninformed: CaseFold = given(caseAggregate, [{ ...identified, metadata: { legalBasis: ['PUBLIC_TASK'] } }]).state;
