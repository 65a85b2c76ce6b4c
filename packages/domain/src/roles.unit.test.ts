import { expect, test } from '@jest/globals';
import { roles } from './roles.ts';

const everyRole =
  'FIRST_RESPONDER PROFILER CASEWORKER SUPERVISOR CENTRE_MANAGER TRACING_OFFICER REINTEGRATION_OFFICER JUSTICE_LIAISON ' +
  'CHILD_GUARDIAN_AUTH BIP_PANEL PARTNER_PROVIDER FOREIGN_AGENCY NATIONAL_COORD DIRECTORY_EDITOR COUNTRY_FOCAL_POINT ' +
  'ME_OFFICER DONOR AUDITOR DPO SYS';

test('every role of the system is accepted, nothing else is', () => {
  expect(Object.keys(roles.codes)).toEqual(everyRole.split(' '));
  expect(roles.schema.parse('CASEWORKER')).toBe('CASEWORKER');
  expect(roles.schema.safeParse('caseworker').success).toBe(false);
  expect(roles.schema.safeParse('toString').success).toBe(false);
});
