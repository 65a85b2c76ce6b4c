import { describe, expect, it } from '@jest/globals';
import { faultsInAlerts, missingAlerts } from './faults-in-alerts.ts';

const told = { referrals: ['a', 'b'], revoked: ['b'] };
const sent = (id: string, referralId: string) => ({ id, type: 'referral.sent', referralId });
const revoked = (id: string, referralId: string) => ({ id, type: 'referral.revoked', referralId });

describe('what looks for faults in what a partner heard finds them', () => {
  it.each<[string, Parameters<typeof faultsInAlerts>[0], string[]]>([
    ['nothing, in any order of subjects', [sent('1', 'b'), revoked('2', 'b'), sent('3', 'a')], []],
    ['nothing, where the end came before the beginning had gone out', [sent('3', 'a'), revoked('2', 'b')], []],
    ['an alert that never came', [revoked('2', 'b')], ['never heard: referral.sent a']],
    ['an end that never came', [sent('1', 'b'), sent('3', 'a')], ['never heard: referral.revoked b']],
    ['one that nobody sent', [sent('3', 'a'), revoked('2', 'b'), sent('4', 'c')], ['heard of what was not sent: referral.sent c']],
    ['one under two ids', [sent('3', 'a'), sent('4', 'a'), revoked('2', 'b')], ['heard under two ids: referral.sent a']],
    ['the end before the beginning', [sent('3', 'a'), revoked('2', 'b'), sent('1', 'b')], ['heard in the wrong order: b']],
  ])('%s', (_what, alerts, faults) => {
    expect(faultsInAlerts(alerts, told)).toEqual(faults);
    expect(missingAlerts(alerts, told)).toEqual(faults.filter((fault) => fault.startsWith('never')).map((fault) => fault.slice('never heard: '.length)));
  });
});
