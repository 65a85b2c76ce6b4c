import { describe, expect, it } from '@jest/globals';
import { ERASED, WITHHELD } from '../../mark.ts';
import { agencyState } from '../../testing/agency-facts.ts';
import { caseIn } from '../../testing/case-facts.ts';
import { CASE_ID, given, OTHER_AGENCY, PERSON_ID } from '../../testing/given-when-then.ts';
import { personAged } from '../../testing/person-facts.ts';
import { personFact } from '../../person/events.ts';
import { personAggregate } from '../../person/state.ts';
import { caseAggregate } from '../state.ts';
import { careFact } from './events.ts';
import { recordCareArrangement } from './record-care-arrangement.ts';

const from = { value: '2022-06-10', precision: 'day' } as const;
const child = personAged(12);

describe('RecordCareArrangement', () => {
  it('I-74: given a child, when care outside reunification is found, then it is recorded and reintegration may build on it', () => {
    const body = { kind: 'FOSTER_CARE', from, authorityAgencyId: OTHER_AGENCY, carer: 'Famille fictive' } as const;
    const recorded = careFact('CareArrangementRecorded', body);
    const when = given(caseAggregate, caseIn('REGISTERED')).when(recordCareArrangement, body, {
      context: { person: child, authority: agencyState() },
    });
    when.then(recorded);
    when.relyingOn({ rules: ['I-74'], consentIds: [] });
    expect(given(caseAggregate, [...caseIn('REGISTERED'), recorded]).state.care).toEqual({ arranged: true });
  });

  it('asks for the person with the age opened, and for the authority among all agencies', () => {
    const { requests } = given(caseAggregate, caseIn('REGISTERED')).when(recordCareArrangement);
    expect(requests['person']).toMatchObject({ stream: { personId: PERSON_ID }, opens: ['statistic'], namers: 'controller' });
    expect(requests['authority']).toMatchObject({ stream: `agency-${OTHER_AGENCY}`, opens: [], namers: 'everybody' });
  });

  it('needs no authority', () => {
    const body = { kind: 'KINSHIP_CARE_EXTENDED_FAMILY', from } as const;
    const when = given(caseAggregate, caseIn('REINTEGRATING')).when(recordCareArrangement, body, { context: { person: child } });
    expect(when.requests['authority']).toBeUndefined();
    when.then(careFact('CareArrangementRecorded', body));
  });

  it.each([
    ['no person record', undefined],
    ['no age', given(personAggregate, [], `person-${PERSON_ID}`).state],
    ['an erased birth year', withBirthYear(ERASED)],
    ['a birth year that is withheld', withBirthYear(WITHHELD)],
  ])('given %s, when care is recorded, then the person counts as a child', (_case, person) => {
    const body = { kind: 'KAFALA', from } as const;
    given(caseAggregate, caseIn('REGISTERED'))
      .when(recordCareArrangement, body, { context: { person } })
      .then(careFact('CareArrangementRecorded', body));
  });

  it('given an adult, when care is recorded, then it is refused', () => {
    given(caseAggregate, caseIn('REGISTERED'))
      .when(recordCareArrangement, undefined, { context: { person: personAged(18), authority: agencyState() } })
      .thenRejected('PERSON_IS_ADULT');
  });

  it('given an adult who was a child on the day it happened, when care is recorded late, then it is accepted', () => {
    const body = { kind: 'RESIDENTIAL_CARE', from: { value: '2020-06', precision: 'month' } } as const;
    const person = given(personAggregate, [identityOf(2003)], `person-${PERSON_ID}`).state;
    const late = given(caseAggregate, caseIn('REGISTERED')).when(recordCareArrangement, body, {
      context: { person },
      frame: { occurredAt: { value: '2020-06-15', precision: 'day', zone: 'Africa/Niamey' } },
    });
    late.then(careFact('CareArrangementRecorded', body));
    given(caseAggregate, caseIn('REGISTERED')).when(recordCareArrangement, body, { context: { person } }).thenRejected('PERSON_IS_ADULT');
  });

  it.each(['NO_CARE_ARRANGEMENT', 'UNKNOWN', 'NOT_ASKED', 'REFUSED'] as const)(
    'I-74: given a child, when %s is recorded as its care, then it is refused',
    (kind) => {
      const when = given(caseAggregate, caseIn('REGISTERED')).when(recordCareArrangement, { kind, from }, { context: { person: child } });
      expect(when.outcome).toEqual({ rejected: 'NO_ACTUAL_CARE', params: {}, pointers: ['/kind'] });
    },
  );

  it('given an authority that does not exist, when care is recorded, then it is refused', () => {
    const when = given(caseAggregate, caseIn('REGISTERED')).when(recordCareArrangement, undefined, {
      context: { person: child, authority: undefined },
    });
    expect(when.outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/authorityAgencyId'] });
  });

  it.each(['IDENTIFIED', 'CLOSED'] as const)('given a case in state %s, when care is recorded, then it is refused', (state) => {
    given(caseAggregate, caseIn(state))
      .when(recordCareArrangement, undefined, { context: { person: child, authority: agencyState() } })
      .thenRejected('CASE_NOT_OPEN');
  });

  it('is for the guardianship authority and supervisors', () => {
    expect(recordCareArrangement).toMatchObject({
      roles: ['CHILD_GUARDIAN_AUTH', 'SUPERVISOR'],
      partnerRoles: [],
      creates: false,
      opens: [],
    });
  });
});

function identityOf(birthYear: number) {
  return personFact('IdentityDetailsRecorded', {
    caseId: CASE_ID,
    names: ['Nom fictif'],
    birthYear,
    sex: 'F',
    citizenship: ['NER'],
    languages: [],
    documents: [],
  });
}

function withBirthYear(mark: typeof ERASED) {
  const recorded = identityOf(2010);
  return given(personAggregate, [{ ...recorded, data: { ...recorded.data, birthYear: mark } }], `person-${PERSON_ID}`).state;
}
