import { describe, expect, it } from '@jest/globals';
import { attributionFact } from '../attribution/events.ts';
import { caseIn } from '../../testing/case-facts.ts';
import { CENTRE, centreState } from '../../testing/centre-facts.ts';
import { given } from '../../testing/given-when-then.ts';
import { GRANT } from '../../testing/grant-facts.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import type { Role } from '../../roles.ts';
import { caseAggregate } from '../state.ts';
import { serviceFact } from './events.ts';
import { issueItems } from './issue-items.ts';

const ISSUE = '0193c5a0-0000-7000-8000-000000155e01';
const body = { issueId: ISSUE, items: [{ code: 'SCHOOL_KIT' as const, qty: 2 }], centreId: CENTRE, receivedBy: 'PERSON' as const };
const issued = (change: object = {}) => serviceFact('ItemsIssued', { ...body, ...change });
const overrideReason = { text: 'Le stock sera compté demain', lang: 'fra' };

type Tried = { facts?: readonly Given[]; change?: object; stock?: object | 'unchecked'; role?: Role; frame?: object };
const tried = ({ facts = caseIn('REGISTERED'), change = {}, stock = { SCHOOL_KIT: 2 }, role = 'CENTRE_MANAGER', frame = {} }: Tried = {}) =>
  given(caseAggregate, facts).when(issueItems, { ...body, ...change }, { context: { centre: centreState(), stock }, actor: { role }, frame });

describe('IssueItems', () => {
  it('I-06, I-52: given a registered person and enough stock, when items are issued, then they are given', () => {
    const when = tried();
    when.then(issued());
    when.relyingOn({ rules: ['I-06', 'I-52'], consentIds: [] });
    expect(when.requests['centre']).toMatchObject({ stream: `centre-${CENTRE}`, opens: [], namers: 'controller' });
    expect(when.requests['stock']).toEqual({ kind: 'query', name: 'centre-stock', params: { centreId: CENTRE } });
    expect(given(caseAggregate, [...caseIn('REGISTERED'), issued()]).state.service).toEqual({ serviceIds: [], issueIds: [ISSUE] });
  });

  it.each(['IN_ASSESSMENT', 'ASSESSED', 'PLANNED', 'IN_ASSISTANCE', 'REINTEGRATING', 'FOLLOW_UP'] as const)('given a case in state %s, when items are issued, then they are given', (state) => {
    tried({ facts: caseIn(state), change: { receivedBy: 'GUARDIAN', stockBatch: 'LOT-7' } }).then(issued({ receivedBy: 'GUARDIAN', stockBatch: 'LOT-7' }));
  });

  it.each(['IDENTIFIED', 'CLOSED'] as const)('given a case in state %s, when items are issued, then it is refused', (state) => {
    tried({ facts: caseIn(state) }).thenRejected('CASE_NOT_OPEN');
  });

  it('I-06: given a person who is not registered, when items are issued, then it is refused', () => {
    tried({ facts: caseIn('REGISTERED').slice(0, 2) }).thenRejected('PERSON_NOT_REGISTERED');
  });

  it('I-52: given less stock than is issued, when anybody issues it, then the item is named', () => {
    expect(tried({ stock: { SCHOOL_KIT: 1 } }).outcome).toEqual({ rejected: 'STOCK_TOO_LOW', params: { item: 'SCHOOL_KIT', known: 1 }, pointers: ['/items'] });
    tried({ stock: { SCHOOL_KIT: -3 }, role: 'SUPERVISOR' }).thenRejected('STOCK_TOO_LOW');
  });

  it('I-52: given an item on two lines, when they are issued, then they are one', () => {
    const items = [{ code: 'FOOD_PARCEL', qty: 9 }, { code: 'SCHOOL_KIT', qty: 1 }, { code: 'SCHOOL_KIT', qty: 2 }];
    const stock = { FOOD_PARCEL: 9, SCHOOL_KIT: 2 };
    expect(tried({ change: { items }, stock }).outcome).toEqual({ rejected: 'STOCK_TOO_LOW', params: { item: 'SCHOOL_KIT', known: 2 }, pointers: ['/items'] });
    tried({ change: { items }, stock: { ...stock, SCHOOL_KIT: 3 } }).then(issued({ items }));
  });

  it('I-52: given too little stock, when a supervisor overrides with a reason, then it is given and noted', () => {
    const when = tried({ stock: { SCHOOL_KIT: 0 }, change: { overrideReason }, role: 'SUPERVISOR' });
    when.then(issued({ overrideReason }));
    when.relyingOn({ rules: ['I-06', 'I-52:override'] });
  });

  it.each([{ SCHOOL_KIT: 0 }, { SCHOOL_KIT: 9 }, 'unchecked'] as const)('I-52: given a stock of %j, when anybody but a supervisor gives an override, then it is refused', (stock) => {
    tried({ stock, change: { overrideReason } }).thenRejected('OVERRIDE_NEEDS_SUPERVISOR');
    tried({ stock, change: { overrideReason }, role: 'CASEWORKER' }).thenRejected('OVERRIDE_NEEDS_SUPERVISOR');
  });

  it('I-52: given read models that are down, when items are issued, then they are given and it is noted', () => {
    const when = tried({ stock: 'unchecked' });
    when.then(issued());
    when.relyingOn({ rules: ['I-06', 'I-52:unchecked'] });
  });

  it('I-52: given an item of which nothing is known, when it is issued, then it is given and it is noted', () => {
    const when = tried({ stock: { FOOD_PARCEL: 3 } });
    when.then(issued());
    when.relyingOn({ rules: ['I-06', 'I-52:unchecked'] });
  });

  it('I-52: given two items of which one is known, when they are issued, then it is noted that not all was checked', () => {
    const items = [{ code: 'SCHOOL_KIT', qty: 2 }, { code: 'HYGIENE_KIT', qty: 1 }];
    tried({ change: { items } }).relyingOn({ rules: ['I-06', 'I-52:unchecked'] });
    tried({ change: { items }, stock: { SCHOOL_KIT: 1 } }).thenRejected('STOCK_TOO_LOW');
  });

  it('I-52: given items that come from no centre, when they are issued, then there is no stock to ask for', () => {
    const { centreId: _none, ...withoutCentre } = body;
    const when = given(caseAggregate, caseIn('REGISTERED')).when(issueItems, withoutCentre);
    expect(when.requests).toEqual({ centre: undefined, stock: undefined });
    when.then(serviceFact('ItemsIssued', withoutCentre));
    when.relyingOn({ rules: ['I-06'] });
  });

  it('given a centre that does not exist or is another agency’s, when items are issued from it, then it is refused', () => {
    const when = given(caseAggregate, caseIn('REGISTERED')).when(issueItems, body, { context: { stock: {} } });
    expect(when.outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/centreId'] });
  });

  it('given an issue, when its id is used again, then it is refused', () => {
    expect(tried({ facts: [...caseIn('REGISTERED'), issued()] }).outcome).toEqual({ rejected: 'ID_ALREADY_USED', params: {}, pointers: ['/issueId'] });
  });

  it.each([
    ['2022-06-15', 'I-53'],
    ['2022-06-16', 'I-53:unattributed'],
  ])('I-53: given a case that is attributed from %s, when items name the grant on 15 June, then they are given and it is noted', (from, rule) => {
    const attributed = attributionFact('CaseAttributedToGrant', { grantId: GRANT, grantCode: 'COMPASS-NL', from });
    const when = tried({ facts: [...caseIn('REGISTERED'), attributed], frame: { grants: ['COMPASS-NL'] } });
    when.then(issued());
    when.relyingOn({ rules: ['I-06', 'I-52', rule] });
  });

  it('is for centre managers, caseworkers and supervisors', () => {
    expect(issueItems).toMatchObject({ roles: ['CENTRE_MANAGER', 'CASEWORKER', 'SUPERVISOR'], partnerRoles: [], creates: false, opens: [] });
    tried({ change: issueItems.example }).then({ type: 'ItemsIssued', data: issueItems.example });
  });
});
