import { expect, it } from '@jest/globals';
import { personFact } from '../person/events.ts';
import { AGENCY, CASE_ID, PERSON_ID } from '../testing/given-when-then.ts';
import { rowsAfter } from '../testing/projected-facts.ts';
import type { Given } from '../testing/recorded-fact.ts';
import { personCard } from './person-card.ts';

const identity = { caseId: CASE_ID, names: ['Personne Fictive'], sex: 'F' as const, citizenship: ['NER' as const], languages: [], documents: [] };
const recorded = personFact('IdentityDetailsRecorded', identity);
const corrected = personFact('IdentityDetailsCorrected', { ...identity, correctionReason: { text: 'Fictif', lang: 'fra' } });
const assessed = personFact('AgeAssessed', { caseId: CASE_ID, ageYears: 12, method: 'DECLARED', estimated: true, benefitOfDoubtApplied: false });

const rowsOf = (...facts: readonly Given[]) => rowsAfter(personCard, `person-${PERSON_ID}`, facts);
const typesOf = (...facts: readonly Given[]) =>
  rowsOf(...facts).map(({ body }) => [(body['identity'] as { type?: string } | undefined)?.type, (body['age'] as { type?: string } | undefined)?.type]);

it('a person is one row, whose only key is the agency: nothing sealed can be searched', () => {
  expect(rowsOf(recorded, assessed).map(({ rowId, keys }) => [rowId, keys])).toStrictEqual([['person', { controller: AGENCY }]]);
});

it('shows the newest details and the newest assessment, each as it stands sealed in its event', () => {
  expect(typesOf(recorded)).toEqual([['IdentityDetailsRecorded', undefined]]);
  expect(typesOf(assessed)).toEqual([[undefined, 'AgeAssessed']]);
  expect(typesOf(recorded, assessed, corrected)).toEqual([['IdentityDetailsCorrected', 'AgeAssessed']]);
  expect(JSON.stringify(rowsOf(recorded, assessed, corrected))).not.toContain('Fictive');
});
