import { describe, expect, it } from '@jest/globals';
import { fold } from '@amana/domain/aggregate';
import { identificationFact } from '@amana/domain/case/identification/events';
import { caseAggregate } from '@amana/domain/case/state';
import { streamOf, subjectOf } from './stream-of.ts';
import { AGENCY, POLICE } from './testing/embedded-app.ts';

const ID = '0193c5a0-0000-7000-8000-0000000ca5e1';
const PERSON = '0193c5a0-0000-7000-8000-0000000be501';
const OF_AGENCY = 'dd1c9986-1338-5ce9-a3bd-9e71e70ed00d';

describe('streamOf', () => {
  it.each(['case', 'agency', 'centre', 'grant', 'report'] as const)('a %s has the id of the path, whoever asks', (kind) => {
    expect([streamOf(kind, ID, AGENCY), streamOf(kind, ID, POLICE)]).toEqual([`${kind}-${ID}`, `${kind}-${ID}`]);
  });

  it('a person has another stream for every controller, the same for ever', () => {
    expect(streamOf('person', PERSON, AGENCY)).toBe(`person-${OF_AGENCY}`);
    expect(streamOf('person', PERSON, POLICE)).not.toBe(`person-${OF_AGENCY}`);
  });
});

describe('subjectOf', () => {
  const none = fold(caseAggregate, `case-${ID}`, []);
  const identified = identificationFact('PersonIdentified', { personId: PERSON, channel: 'BORDER_POST', place: { country: 'NER' }, indicators: [], wayOfArrival: 'BORDER_POST' });
  const known = { ...none, identification: { ...none.identification, personId: PERSON } };

  it('a case’s is its person, also in the command that identifies the person', () => {
    expect(subjectOf('case', known, { controller: AGENCY, facts: [] })).toBe(OF_AGENCY);
    expect(subjectOf('case', none, { controller: AGENCY, facts: [identified] })).toBe(OF_AGENCY);
    expect(subjectOf('case', none, { controller: AGENCY, facts: [] })).toBeUndefined();
  });

  it('a person’s is the stream’s own id', () => {
    const { stream } = none;
    expect(subjectOf('person', { stream: { ...stream, name: `person-${OF_AGENCY}` } }, { controller: POLICE, facts: [] })).toBe(OF_AGENCY);
  });

  it.each(['agency', 'centre', 'grant', 'report'] as const)('a %s is about nobody', (kind) => {
    expect(subjectOf(kind, known, { controller: AGENCY, facts: [identified] })).toBeUndefined();
  });
});
