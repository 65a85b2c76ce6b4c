import { describe, expect, it } from '@jest/globals';
import type { Written } from '../../field-tree.ts';
import { ERASED, WITHHELD } from '../../mark.ts';
import { personFact } from '../../person/events.ts';
import { personAggregate } from '../../person/state.ts';
import { caseIn } from '../../testing/case-facts.ts';
import { AGENCY, CASE_ID, given, PERSON_ID } from '../../testing/given-when-then.ts';
import { personAged } from '../../testing/person-facts.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { identificationFact } from '../identification/events.ts';
import { caseAggregate } from '../state.ts';
import { consentFact, type consentEvents } from './events.ts';
import { assent, CONSENT, INFORMATION, informed } from './fixtures.ts';
import { grantConsent } from './grant-consent.ts';

type Body = Written<typeof consentEvents.ConsentGranted.fields>;
const byGuardian: Body = {
  consentId: CONSENT,
  informationId: INFORMATION,
  scope: 'INTERVIEW',
  recipients: [],
  dataCategories: [],
  giver: 'LEGAL_GUARDIAN',
  giverName: 'Tutrice fictive',
  form: 'THUMBPRINT',
  validFrom: { value: '2022-06-15', precision: 'day' },
};
const guardian: Given = identificationFact('GuardianAppointed', {
  guardianPersonId: '0193c5a0-0000-7000-8000-0000000be502',
  authorityAgencyId: AGENCY,
  from: { value: '2022-06-02', precision: 'day' },
  kind: 'AD_HOC',
});
const guardianFrom = (value: string, precision = 'day'): Given => ({ ...guardian, data: { ...guardian.data, from: { value, precision } } });
const base = [...caseIn('REGISTERED'), informed];
const ready = [...base, guardian, assent('AGREES')];
const guardedIn2020 = [...base, guardianFrom('2020', 'year'), assent('AGREES')];
const when = (body: object, facts: readonly Given[] = ready, person: unknown = personAged(12)) =>
  given(caseAggregate, facts).when(grantConsent, body as Body, { context: { person } });

describe('GrantConsent for a child', () => {
  it.each(['CAREGIVER', 'LEGAL_GUARDIAN'] as const)(
    'I-10, I-22: given a guardian and the assent, when %s consents, then it is in the ledger',
    (giver) => {
      when({ ...byGuardian, giver }).then(consentFact('ConsentGranted', { ...byGuardian, giver }));
    },
  );

  it('I-10: given no guardian, when a judge consents, then it is in the ledger', () => {
    when({ ...byGuardian, giver: 'JUDGE' }, [...base, assent('AGREES')]).then(
      consentFact('ConsentGranted', { ...byGuardian, giver: 'JUDGE' }),
    );
  });

  it('the rules in the metadata, which stand in clear, are those of an adult', () => {
    const adult = when({ ...byGuardian, giver: 'INDIVIDUAL', giverName: undefined }, ready, personAged(30)).outcome;
    expect(when(byGuardian).outcome).toMatchObject({ rules: (adult as { rules?: unknown }).rules, consentIds: [] });
    expect(adult).toHaveProperty('rules');
  });

  it.each([
    ['of tomorrow', guardianFrom('2022-06-16')],
    ['of next year', guardianFrom('2023-01-01')],
    ['of a later hour', guardianFrom('2022-06-15T10:00:00.001Z', 'instant')],
  ])('I-10: given a guardian %s, when a guardian consents today, then it is refused', (_case, appointed) => {
    const { outcome } = when(byGuardian, [...base, appointed, assent('AGREES')]);
    expect(outcome).toEqual({ rejected: 'GUARDIAN_NOT_RECORDED', params: {}, pointers: [] });
  });

  it.each([
    ['from today', [guardianFrom('2022-06-15')]],
    ['from an hour of today', [guardianFrom('2022-06-15T10:00:00.000Z', 'instant')]],
    ['from this month', [guardianFrom('2022-06', 'month')]],
    ['from a day nobody knows', [guardianFrom('', 'unknown')]],
    ['from next year, and another one by now', [guardianFrom('2023-01-01'), guardian]],
  ])('I-10: given a guardian %s, when a guardian consents today, then it is in the ledger', (_case, appointed) => {
    when(byGuardian, [...base, ...appointed, assent('AGREES')]).then(consentFact('ConsentGranted', byGuardian));
  });

  it('I-10: given a guardian of tomorrow, when the day of the consent is not known, then it is refused: now it is not tomorrow', () => {
    const { outcome } = given(caseAggregate, [...base, guardianFrom('2022-06-16'), assent('AGREES')]).when(grantConsent, byGuardian, {
      context: { person: personAged(12) },
      frame: { occurredAt: { value: '2022', precision: 'year', zone: 'Africa/Niamey' } },
    });
    expect(outcome).toMatchObject({ rejected: 'GUARDIAN_NOT_RECORDED' });
  });

  it('I-10: given no guardian, when a guardian consents, then it is refused', () => {
    expect(when(byGuardian, [...base, assent('AGREES')]).outcome).toEqual({ rejected: 'GUARDIAN_NOT_RECORDED', params: {}, pointers: [] });
  });

  it.each(['INDIVIDUAL', 'OTHER', 'UNKNOWN', 'NOT_ASKED', 'REFUSED'])(
    'I-10, I-22: given a child with guardian and assent, when %s consents, then it is refused',
    (giver) => {
      expect(when({ ...byGuardian, giver }).outcome).toEqual({ rejected: 'GIVER_NOT_ENTITLED', params: {}, pointers: ['/giver'] });
    },
  );

  it('I-20, I-22: given no view of the child on this consent, then it is refused, also to a judge', () => {
    const other = assent('AGREES', '0193c5a0-0000-7000-8000-0000000c0502');
    expect(when(byGuardian, [...base, guardian, other]).outcome).toEqual({
      rejected: 'ASSENT_MISSING',
      params: {},
      pointers: ['/consentId'],
    });
    when({ ...byGuardian, giver: 'JUDGE' }, base).thenRejected('ASSENT_MISSING');
  });

  it('I-22: given a child that disagrees, then it is refused, also to a judge', () => {
    expect(when(byGuardian, [...base, guardian, assent('DISAGREES')]).outcome).toEqual({
      rejected: 'CHILD_DISAGREES',
      params: {},
      pointers: [],
    });
    when({ ...byGuardian, giver: 'JUDGE' }, [...base, assent('AGREES'), assent('DISAGREES')]).thenRejected('CHILD_DISAGREES');
  });

  it.each(['TOO_YOUNG', 'UNABLE'] as const)('I-22: given a child that is %s to say, then the guardian decides', (view) => {
    when(byGuardian, [...base, guardian, assent(view)]).then(consentFact('ConsentGranted', byGuardian));
  });

  it.each([
    ['erased', ERASED],
    ['withheld', WITHHELD],
  ] as const)('I-22: given a view that is %s, then it has to be asked for again', (_case, mark) => {
    const unreadable = { ...assent('AGREES'), data: { consentId: CONSENT, childView: mark } };
    when(byGuardian, [...base, guardian, unreadable]).thenRejected('ASSENT_MISSING');
  });

  it('DP-23: given a child, when contact with the media is consented to, then it is refused, also to a judge', () => {
    const media = { ...byGuardian, scope: 'MEDIA', giver: 'JUDGE' };
    expect(when(media).outcome).toEqual({ rejected: 'SCOPE_NOT_FOR_CHILDREN', params: {}, pointers: ['/scope'] });
  });

  it.each([
    ['without a record', undefined],
    ['without an age', given(personAggregate, [], `person-${PERSON_ID}`).state],
    ['whose birth year is erased', bornIn(ERASED)],
    ['whose birth year is withheld', bornIn(WITHHELD)],
  ])('I-10: given a person %s, then the person counts as a child', (_case, person) => {
    when({ ...byGuardian, giver: 'INDIVIDUAL', giverName: undefined }, ready, person).thenRejected('GIVER_NOT_ENTITLED');
    when(byGuardian, ready, person).then(consentFact('ConsentGranted', byGuardian));
  });

  it('I-22: given an adult who was a child on the day of the consent, when it is recorded late, then the guardian gave it', () => {
    const late = given(caseAggregate, guardedIn2020).when(grantConsent, byGuardian, {
      context: { person: bornIn(2003) },
      frame: { occurredAt: { value: '2020-06-15', precision: 'day', zone: 'Africa/Niamey' } },
    });
    late.then(consentFact('ConsentGranted', byGuardian));
    when(byGuardian, ready, bornIn(2003)).thenRejected('GIVER_NOT_ENTITLED');
  });

  it('I-22: given an adult who was a child on the day of a consent to sharing, when it is recorded late, then the person has to be asked', () => {
    const body = { ...byGuardian, scope: 'REFERRAL_SERVICES' as const, recipients: [{ category: 'NGO' as const }], dataCategories: ['IDENTITY' as const] };
    const late = (birthYear: number, grant: Body = body) =>
      given(caseAggregate, guardedIn2020).when(grantConsent, grant, {
        context: { person: bornIn(birthYear) },
        frame: { occurredAt: { value: '2020-06-15', precision: 'day', zone: 'Africa/Niamey' } },
      });
    expect(late(2003).outcome).toEqual({ rejected: 'GIVER_NOT_ENTITLED', params: {}, pointers: ['/giver', '/occurredAt'] });
    expect(late(2003, { ...body, giver: 'INDIVIDUAL', giverName: undefined }).outcome).toEqual(late(2003).outcome);
    late(2004).then(consentFact('ConsentGranted', body));
  });
});

function bornIn(birthYear: number | typeof ERASED) {
  const recorded = personFact('IdentityDetailsRecorded', {
    caseId: CASE_ID,
    names: ['Nom fictif'],
    sex: 'F',
    citizenship: ['NER'],
    languages: [],
    documents: [],
  });
  return given(personAggregate, [{ ...recorded, data: { ...recorded.data, birthYear } }], `person-${PERSON_ID}`).state;
}
