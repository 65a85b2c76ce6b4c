import { expect, test } from '@jest/globals';
import { alertIdOf, partnerCommandId, partnerReferralId, personSubject, thirdPartySubject } from './subject-id.ts';

const agency = '0193c5a0-0000-7000-8000-00000000a9e1';
const other = '0193c5a0-0000-7000-8000-00000000a9e2';
const person = '0193c5a0-7d1e-7c3a-9b52-4f6d2e8a1c01';

const cause = { caseId: person, commandId: agency, type: 'ReferralSent', subject: person, recipient: agency, channel: 'WEBHOOK' };

test('ids are UUIDv5 of a namespace and a name, the same for ever', () => {
  expect(personSubject(agency, person)).toBe('c229584a-ed3e-5721-8007-6251faa392ef');
  expect(thirdPartySubject(person, 'giver')).toBe('ae018f47-7228-5a83-93e0-03edfc435ba8');
  expect(alertIdOf(cause)).toBe('dd882e17-3b95-510f-b4cc-58c043e7a635');
  expect(partnerReferralId(person, agency)).toBe('3189701c-1f80-54dd-a8cf-4125be4e0d58');
});

test('a person is one controller’s: another controller that names the same personId has another subject', () => {
  expect(personSubject(other, person)).not.toBe(personSubject(agency, person));
});

test('each role in an event is a subject of its own, and so in each event', () => {
  const subjects = [thirdPartySubject(person, 'giver'), thirdPartySubject(person, 'carer'), thirdPartySubject(agency, 'giver')];
  expect(new Set(subjects).size).toBe(3);
});

test('the same key is another command on each referral of a partner', () => {
  expect(partnerCommandId(person, other)).not.toBe(partnerCommandId(agency, other));
  expect(partnerCommandId(person, other)).not.toBe(partnerCommandId(person, agency));
});

test('an alert is one per case, command, type, subject, recipient and channel', () => {
  const changes = [{}, { caseId: other }, { commandId: other }, { type: 'ReferralRevoked' }, { subject: other }, { recipient: other }, { channel: 'SMS' }];
  const ids = changes.map((change) => alertIdOf({ ...cause, ...change }));
  expect(new Set(ids).size).toBe(changes.length);
});

test.each([
  ['a controller', personSubject],
  ['an event', thirdPartySubject],
  ['a case', (caseId: string) => alertIdOf({ ...cause, caseId })],
  ['a case', partnerReferralId],
  ['a referral', partnerCommandId],
])('the id of %s must be a UUID, and the refusal does not repeat it', (what, derive) => {
  for (const id of ['', 'case-1', `case-${person}`, `${person} `]) {
    expect(() => derive(id, 'x')).toThrow(new TypeError(`the id of ${what} must be a UUID: other ids are derived from it`));
  }
});
