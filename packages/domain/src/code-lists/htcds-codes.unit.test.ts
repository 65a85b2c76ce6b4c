import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { allCodeLists } from './all-code-lists.ts';
import { serviceType } from './cl-20-service-type.ts';
import { htcdsCodes, htcdsSource } from './htcds-codes.ts';
import { htcdsV2Picklists, type HtcdsField } from './htcds-v2-picklists.ts';

/** Lists that hold all codes of a picklist of the standard, and the number of its values. */
const lists: [string, HtcdsField, number][] = [
  ['CL-02', 'prs_Gender', 6],
  ['CL-05-marital-status', 'prs_MaritalStatus', 6],
  ['CL-05-education', 'prs_HighestLevelOfEducation', 9],
  ['CL-08', 'vic_TraffickingStatus', 3],
  ['CL-08b', 'vic_TraffickingStatusDecisionMakingOrg', 5],
  ['CL-11', 'vic_TypeOfExploitation', 11],
  ['CL-11b', 'vic_TypeOfSexExploitation', 4],
  ['CL-11c', 'vic_ForcedLabourIndustry', 21],
  ['CL-13-method', 'vic_MethodOfRecruitment', 10],
  ['CL-13-platform', 'vic_RecruitmentWebsitesAndApps', 15],
  ['CL-13-platform', 'vic_ExploitationWebsitesAndApps', 15],
  ['CL-14', 'vic_MethodsOfControl', 16],
  ['CL-15-legacy', 'vic_Vulnerabilities', 12],
  ['CL-17', 'vic_RelationshipToTrafficker', 3],
  ['CL-18', 'per_RoleInProcess', 15],
  ['CL-21', 'spl_Type', 9],
  ['CL-27', 'cas_ReasonForOutgoingReferral', 3],
];

/** Lists of our own that name values of a field of the standard. */
const mapped: [string, HtcdsField][] = [
  ['CL-20', 'spl_Type'],
  ['CL-29', 'org_Type'],
  ['CL-53', 'cas_Status'],
  ['CASE-STATE', 'cas_Status'],
];

function getList(id: string) {
  const list = allCodeLists.find((one) => one.id === id);
  if (list === undefined) throw new Error(`no list ${id}`);
  return list;
}

describe.each(lists)('%s and HTCDS %s', (id, field, size) => {
  test('all values of the standard are there, with its spelling and its English label', () => {
    const { codes } = getList(id);
    const picklist = Object.entries<string>(htcdsV2Picklists[field]);
    expect(picklist.length).toBe(size);
    for (const [code, en] of picklist) expect([code, codes[code]]).toEqual([code, expect.objectContaining({ en, htcds: code })]);
  });

  test('the credit that the licence asks for stands in the source', () => {
    expect(getList(id).source).toMatch(/HTCDS\) v2\.0, \w+, IOM, CC BY 4\.0; French labels and added codes are ours$/);
  });
});

test.each([...lists.map(([id, field]) => [id, field] as const), ...mapped])('%s maps only to values of HTCDS %s', (id, field) => {
  const values = Object.keys(htcdsV2Picklists[field]);
  const used = Object.values(getList(id).codes).flatMap((entry) => entry.htcds ?? []);
  expect(used.filter((value) => !values.includes(value))).toEqual([]);
  expect(used).not.toEqual([]);
});

test('a list with an HTCDS column is one of those above', () => {
  const known = new Set([...lists.map(([id]) => id), ...mapped.map(([id]) => id)]);
  const withColumn = allCodeLists.filter((list) => Object.values(list.codes).some((entry) => entry.htcds !== undefined));
  expect(withColumn.map((list) => list.id).filter((id) => !known.has(id))).toEqual([]);
});

test('the extract is as it was taken from the standard: nothing in it was mended by hand', () => {
  const digest = createHash('sha256').update(JSON.stringify(htcdsV2Picklists)).digest('hex');
  expect(digest).toBe('54f57aacba4c64283e4d7f82fd161d1ef78935d2328d1aec3e5aba5a0e8075c4');
});

test('CL-17 keeps the misspelling of the standard', () => {
  expect(Object.keys(getList('CL-17').codes)).toContain('Unaquainted');
  expect(Object.keys(getList('CL-17').codes)).not.toContain('Unacquainted');
});

test('every code of ours in CL-11, CL-14, CL-17 and CL-27 can be exported', () => {
  for (const id of ['CL-11', 'CL-17', 'CL-27']) {
    const technical = ['UNKNOWN', 'NOT_ASKED', 'REFUSED'];
    const codes = Object.entries(getList(id).codes).filter(([code]) => !technical.includes(code));
    expect([id, codes.filter(([, entry]) => entry.htcds === undefined)]).toEqual([id, []]);
  }
  expect(getList('CL-14').codes['RestrictsMovement']?.htcds).toBe('Other');
  expect(getList('CL-14').codes['UsesChildren']?.htcds).toBe('Other');
  expect(serviceType.codes.PHYSICAL_SECURITY.htcds).toEqual(['LabourExploitationRehabilitation', 'SexualExploitationRehabilitation']);
});

test('htcdsCodes adds our columns to the codes and labels of the standard', () => {
  const codes = htcdsCodes('vic_RelationshipToTrafficker', {
    Familial: { fr: 'Familial', ctdc: 'recruiterRelationFamily' },
    Acquainted: { fr: 'Connaissance' },
    Unaquainted: { fr: 'Sans lien' },
  });
  expect(codes).toEqual({
    Familial: { fr: 'Familial', en: 'Familial', htcds: 'Familial', ctdc: 'recruiterRelationFamily' },
    Acquainted: { fr: 'Connaissance', en: 'Acquainted', htcds: 'Acquainted' },
    Unaquainted: { fr: 'Sans lien', en: 'Unaquainted', htcds: 'Unaquainted' },
  });
  expect(htcdsSource('spl_Type')).toContain('spl_Type');
});
