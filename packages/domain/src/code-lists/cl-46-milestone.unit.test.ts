import { describe, expect, test } from '@jest/globals';
import { recipientCategory } from './cl-29-recipient-category.ts';
import { milestone, type Milestone } from './cl-46-milestone.ts';
import { roles } from '../roles.ts';

const entries = Object.entries(milestone.codes) as [Milestone, (typeof milestone.codes)[Milestone]][];
const those = (wanted: (entry: (typeof milestone.codes)[Milestone]) => boolean) =>
  entries.flatMap(([code, entry]) => (wanted(entry) ? [code] : [])).join(' ');
const inMonths = (months: number) => those(({ due }) => due !== undefined && 'months' in due && due.months === months);

describe('CL-46 milestones', () => {
  test('the default day of each, from the start of the track', () => {
    expect(those(({ due }) => due !== undefined && 'days' in due && due.days === 14)).toBe('HH_OPTION_CHOSEN');
    expect(inMonths(1)).toBe('RM_PLAN_AGREED ED_PLACE_FOUND SO_HEALTH_LINKED FU_1M');
    expect(inMonths(2)).toBe('HH_TRAINED HH_KIT_RECEIVED');
    expect(inMonths(3)).toBe('HH_ACTIVITY_STARTED SO_CIVIL_DOC SO_HOUSING_STABLE FU_3M');
    expect(inMonths(6)).toBe('HH_INCOME_6M PS_COUNSELLING_DONE FU_6M');
    expect(inMonths(12)).toBe('HH_INCOME_12M FU_12M');
    expect(entries.filter(([, { due }]) => due !== undefined).length).toBe(16);
    expect(those(({ dueFrom }) => dueFrom === 'RETURN')).toBe('RM_PLAN_AGREED');
    expect(milestone.codes.RM_SUSTAINED).toMatchObject({ notBefore: { months: 12 } });
  });

  test('those that are no success are negative and never due', () => {
    expect(those(({ negative }) => negative === true)).toBe('RM_REMIGRATED RM_RETRAFFICKED');
    expect(those(({ negative, due }) => negative === true && due !== undefined)).toBe('');
    expect(those(({ evidence }) => evidence === undefined)).toBe('RM_REMIGRATED RM_RETRAFFICKED');
  });

  test('each belongs to all tracks or to those of its prefix', () => {
    for (const [code, { tracks }] of entries) {
      const expected = { HH: ['HOUSEHOLD_LIVELIHOOD', 'INDIVIDUAL_LIVELIHOOD'], ED: ['CHILD_EDUCATION'], CO: ['COMMUNITY'] }[
        code.slice(0, 2)
      ];
      expect([code, tracks]).toEqual([code, expected ?? 'ALL']);
    }
    expect(milestone.codes.ED_APPRENTICE.minAgeYears).toBe(15);
  });

  test('those who hear of it are roles or recipient categories; the police only by consent, the donor never', () => {
    const known = new Set<string>([...Object.keys(roles.codes), ...Object.keys(recipientCategory.codes)]);
    const alerted = entries.flatMap(([, { alerts }]) => [...alerts] as string[]);
    expect(alerted.filter((code) => !known.has(code))).toEqual([]);
    expect(alerted).not.toContain('POLICE');
    expect(alerted).not.toContain('DONOR');
    expect(milestone.codes.RM_RETRAFFICKED).toMatchObject({ alerts: ['NATIONAL_COORD'], alertsByConsent: ['POLICE'] });
    expect(those(({ alertsByConsent }) => alertsByConsent !== undefined)).toBe('RM_RETRAFFICKED');
    expect(those(({ alertsWhenUnsafe }) => alertsWhenUnsafe === true)).toBe('PS_SAFE_AT_HOME FU_1M FU_3M FU_6M FU_12M');
    expect(those(({ countsForGrant }) => countsForGrant === true)).toBe('HH_KIT_RECEIVED');
  });

  test('dimensions: three for visits, surveys and the final judgement, one for most', () => {
    expect(those(({ dimensions }) => dimensions.length === 3)).toBe('FU_1M FU_3M FU_6M FU_12M RSS_BASELINE RSS_FOLLOWUP RM_SUSTAINED');
    expect(those(({ dimensions }) => dimensions.length === 0)).toBe('RM_PLAN_AGREED RM_REMIGRATED RM_RETRAFFICKED');
  });
});
