import { describe, expect, it } from '@jest/globals';
import { ERASED } from '../../mark.ts';
import { caseIn } from '../../testing/case-facts.ts';
import { given } from '../../testing/given-when-then.ts';
import { caseAggregate } from '../state.ts';
import { closureFact } from './events.ts';
import { CLOSURE, OTHER_CLOSURE, request, requested, returned } from './fixtures.ts';
import { returnClosure } from './return-closure.ts';

const body = { closureId: CLOSURE, comment: { text: 'Une visite manque', lang: 'fra' } };
const back = closureFact('ClosureReturned', body);

describe('ReturnClosure', () => {
  it('given a request, when it is returned, then the case goes on', () => {
    const when = given(caseAggregate, [...caseIn('FOLLOW_UP'), requested()]).when(returnClosure, body);
    when.then(back);
    when.relyingOn({ rules: [], consentIds: [] });
    const { state } = given(caseAggregate, [...caseIn('FOLLOW_UP'), requested(), back]);
    expect(state.closure).toEqual({ request: undefined, usedIds: [CLOSURE], closedEventId: undefined });
    expect(state.lifecycle.status).toBe('FOLLOW_UP');
  });

  it('given a request whose reason can no longer be read, when it is returned, then that is accepted', () => {
    const unreadable = { ...requested(), data: { ...request(), reason: ERASED } };
    given(caseAggregate, [...caseIn('FOLLOW_UP'), unreadable]).when(returnClosure, body).then(back);
  });

  it('given no such request, when it is returned, then it is refused', () => {
    const refused = { rejected: 'NO_SUCH_CLOSURE_REQUEST', params: {}, pointers: ['/closureId'] };
    expect(given(caseAggregate, caseIn('FOLLOW_UP')).when(returnClosure, body).outcome).toEqual(refused);
    expect(given(caseAggregate, [...caseIn('FOLLOW_UP'), requested(), returned]).when(returnClosure, body).outcome).toEqual(refused);
    expect(given(caseAggregate, [...caseIn('FOLLOW_UP'), requested()]).when(returnClosure, { ...body, closureId: OTHER_CLOSURE }).outcome).toEqual(refused);
  });

  it('given a closed case, when a request is returned, then it is refused', () => {
    given(caseAggregate, caseIn('CLOSED')).when(returnClosure, body).thenRejected('CASE_NOT_OPEN');
  });

  it('is for supervisors', () => {
    expect(returnClosure).toMatchObject({ roles: ['SUPERVISOR'], partnerRoles: [], creates: false, opens: [] });
  });
});
