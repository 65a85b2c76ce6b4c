import { describe, expect, it } from '@jest/globals';
import { closureReason, type ClosureReason } from '../../code-lists/cl-53-closure-reason.ts';
import { parseBody } from '../../command-body.ts';
import { caseIn, identified } from '../../testing/case-facts.ts';
import { CASEWORKER, given, TODAY } from '../../testing/given-when-then.ts';
import { caseAggregate } from '../state.ts';
import { closureFact } from './events.ts';
import { CLOSURE, OTHER_CLOSURE, request, requested, returned } from './fixtures.ts';
import { requestClosure } from './request-closure.ts';

const inFollowUp = given(caseAggregate, caseIn('FOLLOW_UP'));
const reasons = Object.keys(closureReason.codes) as ClosureReason[];
const earlyExits = ['PERSON_WITHDREW', 'TRANSFERRED', 'LOST_CONTACT', 'DECEASED', 'NEGATIVE_REPERCUSSION', 'SECURITY', 'DUPLICATE', 'OPENED_IN_ERROR'];

describe('RequestClosure', () => {
  it.each(reasons)('I-96: given a case in follow-up, when its closure is requested for %s, then it waits for a supervisor', (reason) => {
    const when = inFollowUp.when(requestClosure, request(reason));
    when.then(closureFact('ClosureRequested', request(reason)));
    when.relyingOn({ rules: ['I-96'], consentIds: [] });
    expect(given(caseAggregate, [...caseIn('FOLLOW_UP'), requested(reason)]).state.closure).toEqual({
      request: { closureId: CLOSURE, requestedBy: CASEWORKER, reason },
      usedIds: [CLOSURE],
      closedEventId: undefined,
    });
  });

  it('I-96: a request without a reason of the list is no valid body', () => {
    const { reason: _reason, ...without } = request();
    expect(parseBody(requestClosure, { ...without, occurredAt: TODAY })).toHaveProperty('invalid');
    expect(parseBody(requestClosure, { ...without, reason: 'BECAUSE', occurredAt: TODAY })).toHaveProperty('invalid');
    expect(parseBody(requestClosure, { ...request(), occurredAt: TODAY })).not.toHaveProperty('invalid');
  });

  it.each(['IDENTIFIED', 'REGISTERED', 'IN_ASSESSMENT', 'ASSESSED', 'PLANNED', 'IN_ASSISTANCE', 'REINTEGRATING'] as const)(
    'CL-53: given a case in state %s, when its closure is requested, then only a reason of early exit is accepted',
    (state) => {
      for (const reason of reasons) {
        const when = given(caseAggregate, caseIn(state)).when(requestClosure, request(reason));
        const refused = { rejected: 'CLOSURE_NOT_YET', params: { state, reasons: earlyExits.join(', ') }, pointers: [] };
        if (earlyExits.includes(reason)) when.then(closureFact('ClosureRequested', request(reason)));
        else expect(when.outcome).toEqual(refused);
      }
    },
  );

  it('given a case that nobody opened, when it turns out to be an error, then it is closed like any other', () => {
    given(caseAggregate, [identified]).when(requestClosure, request('OPENED_IN_ERROR')).then(closureFact('ClosureRequested', request('OPENED_IN_ERROR')));
  });

  it('given a request that waits, when there is another one, then it is refused until that one was answered', () => {
    const other = { ...request(), closureId: OTHER_CLOSURE };
    given(caseAggregate, [...caseIn('FOLLOW_UP'), requested()]).when(requestClosure, other).thenRejected('CLOSURE_PENDING');
    given(caseAggregate, [...caseIn('FOLLOW_UP'), requested(), returned]).when(requestClosure, other).then(closureFact('ClosureRequested', other));
  });

  it('given a request that was returned, when its id is used again, then it is refused', () => {
    const { outcome } = given(caseAggregate, [...caseIn('FOLLOW_UP'), requested(), returned]).when(requestClosure, request());
    expect(outcome).toEqual({ rejected: 'ID_ALREADY_USED', params: {}, pointers: ['/closureId'] });
  });

  it('given a closed case or none, when its closure is requested, then it is refused', () => {
    const { outcome } = given(caseAggregate, caseIn('CLOSED')).when(requestClosure, request('DECEASED'));
    expect(outcome).toEqual({ rejected: 'CASE_NOT_OPEN', params: { state: 'CLOSED' }, pointers: [] });
    expect(given(caseAggregate, []).when(requestClosure, request()).outcome).toEqual({ rejected: 'CASE_NOT_OPEN', params: { state: 'NONE' }, pointers: [] });
  });

  it('is for caseworkers', () => {
    expect(requestClosure).toMatchObject({ roles: ['CASEWORKER'], partnerRoles: [], creates: false, opens: [] });
  });
});
