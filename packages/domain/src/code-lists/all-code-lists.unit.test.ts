import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { allCodeLists } from './all-code-lists.ts';
import type { CodeList } from './code-list.ts';
import { technicalValues } from './technical-values.ts';

const numberOf = (list: CodeList) => /^CL-\d\d[bc]?/.exec(list.id)?.[0];
const numbered = allCodeLists.filter((list) => numberOf(list) !== undefined);

// There is no CL-59.
const lettered = ['CL-08b', 'CL-11b', 'CL-11c', 'CL-36b', 'CL-36c', 'CL-53b', 'CL-55b'];
const numbers = Array.from({ length: 69 }, (_, index) => `CL-${String(index + 1).padStart(2, '0')}`).filter((number) => number !== 'CL-59');
const shared = ['CL-03', 'CL-04', 'CL-05', 'CL-13', 'CL-15', 'CL-55'];

const statistic =
  'CL-01 CL-02 CL-03 CL-05 CL-06 CL-07 CL-08 CL-09 CL-10 CL-11 CL-11b CL-11c CL-12 CL-13 CL-14 CL-15 CL-16 CL-17 CL-18 CL-19 CL-24 ' +
  'CL-32 CL-33 CL-34 CL-35 CL-36b CL-40 CL-42 CL-49 CL-51 CL-52 CL-53 CL-53b';
const dependsOnField = ['CL-04', 'CL-20', 'CL-55', 'CL-60'];

/** Lists of class statistic that have no technical values; why stands in each of them. */
const withoutTechnicalValues =
  'CL-01 CL-02 CL-03-ctdc CL-03-fourway CL-03-minority CL-03-primero CL-03-unhcr CL-08 CL-15-legacy CL-15-level CL-15-polarity CL-16 ' +
  'CL-34 CL-35 CL-53 CL-53b';

function expectedClass(list: CodeList): string {
  const number = numberOf(list);
  if (number === undefined) return 'clear';
  if (dependsOnField.includes(number)) return 'field';
  return statistic.split(' ').includes(number) ? 'statistic' : 'clear';
}

describe('the lists CL-01 to CL-69', () => {
  test('each number is there once, or as several lists with names of their own', () => {
    const count = (number: string) => numbered.filter((list) => numberOf(list) === number).length;
    expect(new Set(numbered.map(numberOf))).toEqual(new Set([...numbers, ...lettered]));
    for (const number of [...numbers, ...lettered]) {
      if (shared.includes(number)) expect([number, count(number) > 1]).toEqual([number, true]);
      else expect([number, count(number), numbered.some((list) => list.id === number)]).toEqual([number, 1, true]);
    }
  });

  test('besides them stand the states of cases and referrals, and the roles', () => {
    const others = allCodeLists.filter((list) => numberOf(list) === undefined);
    expect(others.map((list) => list.id)).toEqual(['CASE-STATE', 'REFERRAL-STATE', 'ROLES']);
  });

  test('ids and names are unique', () => {
    expect(new Set(allCodeLists.map((list) => list.id)).size).toBe(allCodeLists.length);
    expect(new Set(allCodeLists.map((list) => list.name)).size).toBe(allCodeLists.length);
  });

  test('no file of this folder holds a list that is not joined, and each file is named after its list', () => {
    const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
    const files = names.filter((name) => /^export const \w+ = codeList\(/m.test(readFileSync(`${import.meta.dirname}/${name}`, 'utf8')));
    const expected = allCodeLists
      .filter((list) => list.id !== 'ROLES')
      .map((list) => {
        const number = numberOf(list);
        return number === undefined ? `${list.name}.ts` : `${number.toLowerCase()}-${list.name}.ts`;
      });
    expect(files.sort()).toEqual(expected.sort());
  });
});

describe.each(allCodeLists.map((list) => [list.id, list] as const))('%s', (id, list) => {
  const codes = Object.keys(list.codes);
  const entries = Object.values(list.codes);

  test('has a class, as its fields need it', () => {
    expect(list.class).toBe(expectedClass(list));
  });

  test('has a version, a title and a source', () => {
    expect(list.version).toBeGreaterThanOrEqual(1);
    expect(list.source).not.toBe('');
    expect(list.name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  test('has French and English labels, different for each code, and typographic apostrophes', () => {
    for (const language of ['fr', 'en'] as const) {
      const labels = [list.title[language], ...entries.map((entry) => entry[language])];
      for (const label of labels) expect(label).toMatch(/^[^\s'](?:[^']*[^\s'])?$/);
      expect(new Set(entries.map((entry) => entry[language])).size).toBe(entries.length);
    }
  });

  test('has well-formed codes, and a schema that takes these', () => {
    expect(codes.length).toBeGreaterThan(1);
    for (const code of codes) {
      expect(code).toMatch(/^[A-Za-z0-9_+-]+$/);
      expect(list.schema.parse(code)).toBe(code);
    }
    expect(list.schema.safeParse('NO_SUCH_CODE').success).toBe(false);
  });

  test('has the technical values if answers of a person need them, and else none', () => {
    const technical = Object.keys(technicalValues);
    const expected = list.class === 'statistic' && !withoutTechnicalValues.split(' ').includes(id);
    expect(codes.filter((code) => technical.includes(code))).toEqual(expected ? technical : []);
  });

  test('has well-formed mappings and days', () => {
    for (const entry of entries) {
      expect(entry.ctdc ?? 'is').toMatch(/^(is|typeOfLabour|meansOfControl|recruiterRelation|\d)[A-Za-z0-9+-]*$/);
      expect(entry.primero ?? 'id').toMatch(/^[a-z]+(_[a-z]+)*$/);
      expect(entry.alpha2 ?? 'NE').toMatch(/^[A-Z]{2}$/);
      expect(entry.iso6392 ?? 'hau').toMatch(/^[a-z]{3}$/);
      expect(entry.iarf).not.toBe('');
      for (const day of [entry.validFrom, entry.validTo]) expect(day ?? '2022-01-01').toMatch(/^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])$/);
      expect((entry.validFrom ?? '0') <= (entry.validTo ?? '9')).toBe(true);
    }
  });
});
