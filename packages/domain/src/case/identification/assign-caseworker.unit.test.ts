import { describe, expect, it } from '@jest/globals';
import { caseIn, identified } from '../../testing/case-facts.ts';
import { AGENCY, CASEWORKER, given } from '../../testing/given-when-then.ts';
import { caseAggregate } from '../state.ts';
import { assignCaseworker } from './assign-caseworker.ts';
import { identificationFact } from './events.ts';

const body = { userId: 'user-caseworker-2', from: { value: '2022-06-15', precision: 'day' as const } };
const assigned = identificationFact('CaseworkerAssigned', { ...body, previousUserId: CASEWORKER });
const assigning = (caseload: unknown) => given(caseAggregate, caseIn('REGISTERED')).when(assignCaseworker, body, { context: { caseload } });

describe('AssignCaseworker', () => {
  it('given an open case, when it is assigned, then the event names whom it was with before', () => {
    const when = assigning({ open: 24, limit: 25 });
    when.then(assigned);
    when.relyingOn({ rules: ['I-11'], consentIds: [] });
    expect(when.requests['caseload']).toEqual({ kind: 'query', name: 'caseload', params: { userId: 'user-caseworker-2', agencyId: AGENCY } });
    expect(given(caseAggregate, [...caseIn('REGISTERED'), assigned]).state.identification.caseworkerUserId).toBe('user-caseworker-2');
  });

  it.each([25, 26])('I-11: given a caseworker with %i open cases of 25, when one more is assigned, then it is a warning and no refusal', (open) => {
    const when = assigning({ open, limit: 25 });
    when.then(assigned);
    when.relyingOn({ rules: ['I-11:exceeded'] });
  });

  it('I-11: given read models that do not answer, when a case is assigned, then the rules say that nobody counted', () => {
    const when = assigning('unchecked');
    when.then(assigned);
    when.relyingOn({ rules: ['I-11:unchecked'] });
  });

  it('given a case that is not open, when it is assigned, then it is refused', () => {
    const context = { caseload: { open: 0, limit: 25 } };
    given(caseAggregate, [identified]).when(assignCaseworker, body, { context }).thenRejected('CASE_NOT_OPEN');
    given(caseAggregate, caseIn('CLOSED')).when(assignCaseworker, body, { context }).thenRejected('CASE_NOT_OPEN');
  });

  it('is for supervisors', () => {
    expect(assignCaseworker).toMatchObject({ roles: ['SUPERVISOR'], partnerRoles: [], creates: false, opens: [] });
  });
});
