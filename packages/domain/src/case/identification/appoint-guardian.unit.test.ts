import { describe, expect, it } from '@jest/globals';
import { agencyState } from '../../testing/agency-facts.ts';
import { caseIn, identified } from '../../testing/case-facts.ts';
import { given, OTHER_AGENCY, PERSON_ID } from '../../testing/given-when-then.ts';
import { personAged } from '../../testing/person-facts.ts';
import { caseAggregate } from '../state.ts';
import { appointGuardian } from './appoint-guardian.ts';
import { identificationFact } from './events.ts';

const body = {
  guardianPersonId: '0193c5a0-0000-7000-8000-0000000be502',
  authorityAgencyId: OTHER_AGENCY,
  from: { value: '2022-06-01', precision: 'day' as const },
  kind: 'AD_HOC' as const,
};
const context = { person: personAged(12), authority: agencyState() };
const appointed = identificationFact('GuardianAppointed', body);

describe('AppointGuardian', () => {
  it('I-10: given a child, when a guardian is appointed, then there is one who may consent for the child', () => {
    const when = given(caseAggregate, caseIn('REGISTERED')).when(appointGuardian, body, { context });
    when.then(appointed);
    when.relyingOn({ rules: ['I-10'], consentIds: [] });
    expect(when.requests['person']).toMatchObject({ stream: { personId: PERSON_ID }, opens: ['statistic'] });
    expect(when.requests['authority']).toMatchObject({ stream: `agency-${OTHER_AGENCY}`, namers: 'everybody' });
    expect(given(caseAggregate, caseIn('REGISTERED')).state.identification.guardiansFrom).toEqual([]);
    expect(given(caseAggregate, [...caseIn('REGISTERED'), appointed]).state.identification.guardiansFrom).toEqual([{ ...body.from, zone: 'Africa/Niamey' }]);
  });

  it('I-10: given a person of unknown age, when a guardian is appointed, then the person counts as a child', () => {
    given(caseAggregate, caseIn('REGISTERED')).when(appointGuardian, body, { context: { ...context, person: undefined } }).then(appointed);
  });

  it('I-10: given an adult, when a guardian is appointed, then it is refused', () => {
    given(caseAggregate, caseIn('REGISTERED')).when(appointGuardian, body, { context: { ...context, person: personAged(18) } }).thenRejected('PERSON_IS_ADULT');
  });

  it('I-10: given a child, when the child itself is named as guardian, then it is refused', () => {
    const { outcome } = given(caseAggregate, caseIn('REGISTERED')).when(appointGuardian, { ...body, guardianPersonId: PERSON_ID }, { context });
    expect(outcome).toEqual({ rejected: 'OWN_GUARDIAN', params: {}, pointers: ['/guardianPersonId'] });
  });

  it('given an authority that does not exist, when a guardian is appointed, then it is refused', () => {
    const { outcome } = given(caseAggregate, caseIn('REGISTERED')).when(appointGuardian, body, { context: { ...context, authority: undefined } });
    expect(outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/authorityAgencyId'] });
  });

  it('given a case that is not open, when a guardian is appointed, then it is refused', () => {
    given(caseAggregate, [identified]).when(appointGuardian, body, { context }).thenRejected('CASE_NOT_OPEN');
    given(caseAggregate, caseIn('CLOSED')).when(appointGuardian, body, { context }).thenRejected('CASE_NOT_OPEN');
  });

  it('is for the guardianship authority and supervisors', () => {
    expect(appointGuardian).toMatchObject({ roles: ['CHILD_GUARDIAN_AUTH', 'SUPERVISOR'], partnerRoles: [], creates: false, opens: [] });
  });
});
