import { describe, expect, it } from '@jest/globals';
import { caseIn, screenedOutAndPlanned } from '../../testing/case-facts.ts';
import { given } from '../../testing/given-when-then.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { identificationFact } from '../identification/events.ts';
import { caseAggregate } from '../state.ts';
import { serviceInTime } from './service-in-time.ts';

const asked = (facts: readonly Given[], service: 'EDUCATION' | 'MEDICAL') => serviceInTime(given(caseAggregate, facts).state, service)?.rejected;
const registered = identificationFact('PersonRegistered', { registrationNumber: 'REG-2022-0002', photoTaken: false });

describe('a service in time', () => {
  it('I-06: given a case that was screened out, reopened and planned without a registration, when a service is asked for, then only an urgent one waits for nothing', () => {
    expect(asked(screenedOutAndPlanned(), 'EDUCATION')).toBe('PERSON_NOT_REGISTERED');
    expect(asked(screenedOutAndPlanned(), 'MEDICAL')).toBeUndefined();
    expect(asked([...screenedOutAndPlanned(), registered], 'EDUCATION')).toBeUndefined();
  });

  it.each([
    ['IDENTIFIED', 'CASE_NOT_OPEN', 'CASE_NOT_OPEN'],
    ['REGISTERED', 'WRONG_CASE_STATE', undefined],
    ['ASSESSED', 'WRONG_CASE_STATE', undefined],
    ['PLANNED', undefined, undefined],
    ['FOLLOW_UP', undefined, undefined],
    ['CLOSED', 'CASE_NOT_OPEN', 'CASE_NOT_OPEN'],
  ] as const)('given a case in state %s, when a service is asked for, then: %s; an urgent one: %s', (state, planned, urgent) => {
    expect([asked(caseIn(state), 'EDUCATION'), asked(caseIn(state), 'MEDICAL')]).toEqual([planned, urgent]);
  });
});
