import { describe, expect, it } from '@jest/globals';
import { parseBody } from '../../command-body.ts';
import { agencyState } from '../../testing/agency-facts.ts';
import { identified } from '../../testing/case-facts.ts';
import { AGENCY, given, OTHER_AGENCY, PERSON_ID, TODAY } from '../../testing/given-when-then.ts';
import { caseAggregate } from '../state.ts';
import { identificationFact } from './events.ts';
import { identifyPerson } from './identify-person.ts';

const found = {
  personId: PERSON_ID,
  channel: 'POLICE_INTERCEPTION' as const,
  place: { country: 'NER' as const },
  indicators: [],
  wayOfArrival: 'PUSHBACK_EXPULSION' as const,
};
const vital = { legalBasis: ['VITAL_INTERESTS' as const] };
const newCase = given(caseAggregate, []);
const actor = { userId: 'user-responder-1', role: 'FIRST_RESPONDER', agencyId: AGENCY } as const;

describe('IdentifyPerson', () => {
  it.each(['VITAL_INTERESTS', 'PUBLIC_TASK'] as const)('given %s as the basis, when a person is identified, then the case begins', (basis) => {
    const when = newCase.when(identifyPerson, found, { frame: { legalBasis: [basis] } });
    when.then(identificationFact('PersonIdentified', found));
    when.relyingOn({ rules: ['I-01'], consentIds: [] });
  });

  it.each([[undefined], [[]], [['CONSENT' as const]], [['LEGITIMATE_INTEREST' as const]]])(
    'given the basis %j, when a person is identified, then it is refused: consent cannot come before the case',
    (legalBasis) => {
      const { outcome } = newCase.when(identifyPerson, found, { frame: legalBasis === undefined ? {} : { legalBasis } });
      expect(outcome).toEqual({ rejected: 'LEGAL_BASIS_MISSING', params: {}, pointers: ['/legalBasis'] });
    },
  );

  it('I-01: a country and a date are asked for; the date may be unknown', () => {
    const { country: _country, ...nowhere } = { ...found.place, admin1: 'NE-7' };
    expect(parseBody(identifyPerson, { ...found, occurredAt: TODAY })).not.toHaveProperty('invalid');
    expect(parseBody(identifyPerson, { ...found, occurredAt: { value: '', precision: 'unknown', zone: 'Africa/Niamey' } })).not.toHaveProperty('invalid');
    expect(parseBody(identifyPerson, { ...found, place: nowhere, occurredAt: TODAY })).toHaveProperty('invalid');
    expect(parseBody(identifyPerson, found)).toHaveProperty('invalid');
  });

  it('given another agency that will carry the case on, when a person is identified for it, then the case is that agency’s', () => {
    const body = { ...found, forAgencyId: OTHER_AGENCY };
    const when = newCase.when(identifyPerson, body, { frame: vital, context: { forAgency: agencyState() } });
    when.then(identificationFact('PersonIdentified', found));
    expect(when.requests['forAgency']).toMatchObject({ stream: `agency-${OTHER_AGENCY}`, namers: 'everybody' });
    expect(identifyPerson.controller(body, actor, 'any')).toBe(OTHER_AGENCY);
    expect(identifyPerson.controller(found, actor, 'any')).toBe(AGENCY);
  });

  it('given an agency that does not exist, when a person is identified for it, then it is refused', () => {
    const { outcome } = newCase.when(identifyPerson, { ...found, forAgencyId: OTHER_AGENCY }, { frame: vital, context: { forAgency: undefined } });
    expect(outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/forAgencyId'] });
  });

  it('given a case, when a person is identified in it again, then it is refused', () => {
    given(caseAggregate, [identified]).when(identifyPerson, found, { frame: vital }).thenRejected('STREAM_EXISTS');
  });

  it('folds into what later guards read', () => {
    const police = { ...identified, metadata: { legalBasis: ['VITAL_INTERESTS'], actor: { ...actor, agencyId: OTHER_AGENCY } } };
    expect(given(caseAggregate, [police]).state.identification).toEqual({
      personId: PERSON_ID,
      identifyingAgencyId: OTHER_AGENCY,
      country: 'NER',
      vitalInterest: true,
      screening: undefined,
      screeningEventId: undefined,
      caseNumber: undefined,
      openedEventId: undefined,
      registrationNumber: undefined,
      guardiansFrom: [],
      caseworkerUserId: undefined,
    });
    expect(given(caseAggregate, [{ ...identified, metadata: { legalBasis: ['PUBLIC_TASK'] } }]).state.identification.vitalInterest).toBe(false);
  });

  it('is for first responders, caseworkers and profilers, and begins the stream', () => {
    expect(identifyPerson).toMatchObject({ roles: ['FIRST_RESPONDER', 'CASEWORKER', 'PROFILER'], partnerRoles: [], creates: true, opens: [] });
  });
});
