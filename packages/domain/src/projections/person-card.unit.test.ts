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

type Ref = { readonly revision: number };
const refsOf = (...facts: readonly Given[]) =>
  rowsOf(...facts).map(({ body }) => {
    const { identity, age, earlier } = body as { identity?: Ref; age?: Ref; earlier?: readonly Ref[] };
    return { identity: identity?.revision, age: age?.revision, earlier: earlier?.map(({ revision }) => revision) };
  })[0];

it('keeps the details that stood at the newest assessment and all since, each with its place in the order', () => {
  expect(refsOf(recorded, corrected)).toEqual({ identity: 1, age: undefined, earlier: [] });
  expect(refsOf(recorded, corrected, assessed)).toEqual({ identity: 1, age: 2, earlier: [] });
  expect(refsOf(recorded, assessed, corrected, corrected)).toEqual({ identity: 3, age: 1, earlier: [0, 2] });
  expect(refsOf(recorded, assessed, corrected, assessed)).toEqual({ identity: 2, age: 3, earlier: [] });
  expect(refsOf(assessed, recorded, corrected)).toEqual({ identity: 2, age: 0, earlier: [1] });
});

it('says of each when it happened and when it was recorded: an age on a day that nobody remembers counts from its record', () => {
  const occurredAt = { value: '', precision: 'unknown', zone: 'Africa/Niamey' } as const;
  const [row] = rowsOf({ ...assessed, metadata: { occurredAt, recordedAt: '2022-06-15T10:00:00.000Z' } });
  expect(row?.body['age']).toMatchObject({ occurredAt, recordedAt: '2022-06-15T10:00:00.000Z' });
});
