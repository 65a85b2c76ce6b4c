import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { z } from 'zod';
import { personEvents } from './person/events.ts';
import { reintegrationEvents } from './case/reintegration/events.ts';
import { consentEvents } from './case/consent/events.ts';
import { clear, group, identity, justice, list, optional, statistic, type FieldNode, type Fields, type SealedClass } from './field-tree.ts';
import { ERASED, WITHHELD } from './mark.ts';
import { joinFields, leavesOf, splitFields, type JoinPart, type SplitData } from './split-fields.ts';

const text = { text: 'Texte fictif', lang: 'fra' };
const joined = (fields: Fields, { clear: kept, parts }: SplitData) => joinFields(fields, kept, parts);
/** The same data with the parts of these classes not opened. */
const withMarks = (fields: Fields, { clear: kept, parts }: SplitData, ...classes: readonly SealedClass[]) =>
  joinFields(fields, kept, parts.map((part): JoinPart => (classes.includes(part.class) ? { ...part, values: ERASED } : part)));

describe('taking an event apart by class', () => {
  const plan = reintegrationEvents.ReintegrationPlanAgreed.fields;
  const agreed = {
    planId: 'p1',
    tracks: [
      { trackId: 't1', kind: 'HOUSING', beneficiary: 'PERSON', goal: text, startBy: '2022-07-01' },
      { trackId: 't2', kind: 'COMMUNITY', beneficiary: 'HOUSEHOLD', goal: text, budget: 100, startBy: '2022-08-01' },
    ],
    agreedBy: 'PERSON',
  };

  it('keeps what is clear in its place, and the rest by JSON pointer in one part for each class', () => {
    expect(splitFields(plan, agreed)).toEqual({
      clear: {
        planId: 'p1',
        tracks: [
          { trackId: 't1', kind: 'HOUSING', startBy: '2022-07-01' },
          { trackId: 't2', kind: 'COMMUNITY', budget: 100, startBy: '2022-08-01' },
        ],
      },
      parts: [
        { about: undefined, class: 'statistic', values: { '/tracks/0/beneficiary': 'PERSON', '/tracks/1/beneficiary': 'HOUSEHOLD', '/agreedBy': 'PERSON' } },
        { about: undefined, class: 'identity', values: { '/tracks/0/goal': text, '/tracks/1/goal': text } },
      ],
    });
  });

  it('leaves the element of a list in its place, also where all that it holds is sealed', () => {
    const fields = { rows: list({ name: identity(z.string()) }) };
    expect(splitFields(fields, { rows: [{ name: 'a' }, { name: 'b' }] })).toEqual({
      clear: { rows: [{}, {}] },
      parts: [{ about: undefined, class: 'identity', values: { '/rows/0/name': 'a', '/rows/1/name': 'b' } }],
    });
    expect(splitFields(fields, { rows: [] })).toEqual({ clear: { rows: [] }, parts: [] });
  });

  it('leaves no empty object of a group whose leaves are all sealed', () => {
    const fields = { id: clear(z.string()), place: group({ country: statistic(z.string()), exact: group({ street: identity(z.string()) }) }) };
    const data = { id: 'x', place: { country: 'NER', exact: { street: 's' } } };
    const split = splitFields(fields, data);
    expect(split.clear).toEqual({ id: 'x' });
    expect(joined(fields, split)).toEqual(data);
  });

  it('puts what is about another person into a part of its own', () => {
    const fields = consentEvents.ConsentGranted.fields;
    const data = { consentId: 'c1', recipients: [], giver: 'CAREGIVER', giverName: 'Nom fictif', limits: text };
    expect(splitFields(fields, data).parts).toEqual([
      { about: undefined, class: 'statistic', values: { '/giver': 'CAREGIVER' } },
      { about: 'giver', class: 'identity', values: { '/giverName': 'Nom fictif' } },
      { about: undefined, class: 'identity', values: { '/limits': text } },
    ]);
  });

  it('takes no part at all from an event that seals nothing', () => {
    expect(splitFields({ id: clear(z.string()) }, { id: 'x' })).toEqual({ clear: { id: 'x' }, parts: [] });
  });

  it('keeps falsy values, and leaves out what is not there', () => {
    const fields = { no: statistic(z.boolean()), nothing: clear(z.null()), none: clear(z.int()), left: optional(identity(z.string())) };
    const split = splitFields(fields, { no: false, nothing: null, none: 0, left: undefined });
    expect(split).toEqual({ clear: { nothing: null, none: 0 }, parts: [{ about: undefined, class: 'statistic', values: { '/no': false } }] });
    expect(joined(fields, split)).toEqual({ no: false, nothing: null, none: 0 });
  });
});

describe('putting an event together', () => {
  const fields = {
    id: clear(z.string()),
    sex: statistic(z.string()),
    birthdate: optional(identity(z.string())),
    giver: optional(identity(z.string(), { about: 'giver' })),
    place: group({ admin1: optional(statistic(z.string())), country: clear(z.string()) }),
    way: optional(group({ by: optional(statistic(z.string())) })),
    rows: list({ code: clear(z.string()), name: identity(z.string()) }),
    trial: optional(justice(z.string())),
  };
  const data = { id: 'x', sex: 'F', giver: 'g', place: { country: 'NER' }, rows: [{ code: 'a', name: 'n' }, { code: 'b', name: 'm' }] };
  const split = splitFields(fields, data);

  it('is the same again', () => {
    expect(joined(fields, split)).toEqual(data);
  });

  it('leaves what was split as it was', () => {
    const copy = structuredClone(split);
    joined(fields, split);
    withMarks(fields, split, 'statistic', 'identity');
    expect(split).toEqual(copy);
  });

  it('shows a mark in place of each leaf of a part that did not open, given or not: nobody can tell any more', () => {
    expect(withMarks(fields, split, 'identity')).toEqual({
      ...data,
      birthdate: ERASED,
      giver: ERASED,
      rows: [
        { code: 'a', name: ERASED },
        { code: 'b', name: ERASED },
      ],
    });
    expect(withMarks(fields, split, 'statistic')).toEqual({ ...data, sex: ERASED, place: { country: 'NER', admin1: ERASED }, way: { by: ERASED } });
  });

  it('marks only the person whose part did not open', () => {
    const parts = split.parts.map((part): JoinPart => (part.about === 'giver' ? { ...part, values: WITHHELD } : part));
    expect(joinFields(fields, split.clear, parts)).toEqual({ ...data, giver: WITHHELD });
  });

  it('marks nothing of a class that has no part: there was no such value', () => {
    expect(withMarks(fields, split, 'justice')).toEqual(data);
  });

  it('reads over what is sealed beside the fields, as the digest of the request is', () => {
    const parts = split.parts.map((part): JoinPart => (part.class === 'identity' ? { ...part, values: { ...(part.values as object), '/~request': 'digest' } } : part));
    expect(joinFields(fields, split.clear, parts)).toEqual(data);
  });
});

/** Trees as wild as an author could write them: names with slashes and tildes, groups in lists in groups, other persons. */
const sealed = { statistic, identity, justice };
const name = fc.stringMatching(/^[a-z0-9][a-z0-9/~ ]{0,4}$/);
const leaf = fc
  .tuple(fc.constantFrom('clear', 'statistic', 'identity', 'justice'), fc.constantFrom(undefined, undefined, 'giver', 'carer'))
  .map(([cls, about]): FieldNode => (cls === 'clear' ? clear(z.json()) : sealed[cls as SealedClass](z.json(), about === undefined ? {} : { about })));
const { tree } = fc.letrec<{ tree: Fields; node: FieldNode }>((tie) => ({
  tree: fc.dictionary(name, tie('node'), { maxKeys: 4, noNullPrototype: true }),
  node: fc
    .tuple(fc.oneof({ depthSize: 'small' }, leaf, tie('tree').map((fields) => group(fields)), tie('tree').map((fields) => list(fields))), fc.boolean())
    .map(([made, mayLack]): FieldNode => (mayLack ? optional(made) : made)),
}));

/** Each value says of itself where it belongs. */
type Tagged = { readonly of: string; readonly about: string | null; readonly value: unknown };

function dataOf(fields: Fields): fc.Arbitrary<Record<string, unknown>> {
  const entries = Object.entries(fields).map(([key, node]) => valueOf(node).map((value) => [key, value] as const));
  return fc.tuple(...entries).map((found) => Object.fromEntries(found.filter(([, value]) => value !== undefined)));
}

function valueOf(node: FieldNode): fc.Arbitrary<unknown> {
  const made: Record<FieldNode['kind'], () => fc.Arbitrary<unknown>> = {
    leaf: () => fc.jsonValue({ maxDepth: 1 }).map((value) => (node.kind === 'leaf' ? { of: node.class, about: node.about ?? null, value } : value)),
    group: () => (node.kind === 'group' ? dataOf(node.fields) : fc.constant({})),
    list: () => (node.kind === 'list' ? fc.array(dataOf(node.fields), { maxLength: 3 }) : fc.constant([])),
  };
  return node.optional ? fc.option(made[node.kind](), { nil: undefined }) : made[node.kind]();
}

/** A group in which nothing was given reads as if it had not been there. */
function withoutEmptyGroups(fields: Fields, data: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(fields).flatMap(([key, node]): [string, unknown][] => {
    const value = data[key] as Record<string, unknown> | undefined;
    if (value === undefined) return [];
    if (node.kind === 'leaf') return [[key, value]];
    if (node.kind === 'list') return [[key, (value as unknown as Record<string, unknown>[]).map((each) => withoutEmptyGroups(node.fields, each))]];
    const inner = withoutEmptyGroups(node.fields, value);
    return Object.keys(inner).length > 0 ? [[key, inner]] : [];
  });
  return Object.fromEntries(kept);
}

const treeWithData = tree.chain((fields) => fc.tuple(fc.constant(fields), dataOf(fields)));
const runs = { seed: 20220615, numRuns: 500 };
const sealedValues = ({ parts }: SplitData) => parts.flatMap((part) => Object.values(part.values).map((value) => ({ part, value: value as Tagged })));

describe('any tree with any data', () => {
  it('is the same after taking it apart, through JSON, and putting it together', () => {
    fc.assert(
      fc.property(treeWithData, ([fields, data]) => {
        const stored = JSON.parse(JSON.stringify(splitFields(fields, data))) as SplitData;
        expect(joined(fields, stored)).toEqual(withoutEmptyGroups(fields, JSON.parse(JSON.stringify(data)) as Record<string, unknown>));
      }),
      runs,
    );
  });

  it('has each sealed value in the one part of its class and person, and none of them in clear', () => {
    let seen = 0;
    fc.assert(
      fc.property(treeWithData, ([fields, data]) => {
        const split = splitFields(fields, data);
        for (const { part, value } of sealedValues(split)) {
          expect([value.of, value.about]).toEqual([part.class, part.about ?? null]);
          seen++;
        }
        expect(new Set(split.parts.map((part) => JSON.stringify([part.about, part.class]))).size).toBe(split.parts.length);
        expect(JSON.stringify(split.clear)).not.toMatch(/"of":"(statistic|identity|justice)"/);
      }),
      runs,
    );
    expect(seen).toBeGreaterThan(runs.numRuns);
  });

  it('shows no value of a class that did not open, and every other one', () => {
    fc.assert(
      fc.property(treeWithData, fc.constantFrom<SealedClass>('statistic', 'identity', 'justice'), ([fields, data], cls) => {
        const split = splitFields(fields, data);
        const again = splitFields(fields, withMarks(fields, split, cls));
        expect(sealedValues(again).filter(({ part, value }) => part.class === cls && JSON.stringify(value) !== JSON.stringify(ERASED))).toEqual([]);
        expect(sealedValues(again).filter(({ part }) => part.class !== cls)).toEqual(sealedValues(split).filter(({ part }) => part.class !== cls));
      }),
      runs,
    );
  });
});

describe('the leaves of a tree', () => {
  it('are named by pointer, with a star for the elements of a list', () => {
    const leaves = leavesOf({ a: group({ 'b/c~d': statistic(z.string()) }), e: optional(list({ f: optional(identity(z.string(), { about: 'g' })) })) });
    expect(leaves).toEqual([
      { pointer: '/a/b~1c~0d', class: 'statistic', about: undefined, optional: false },
      { pointer: '/e/*/f', class: 'identity', about: 'g', optional: true },
    ]);
    expect(leavesOf(personEvents.AgeAssessed.fields).map((each) => [each.pointer, each.class])).toEqual([
      ['/caseId', 'clear'],
      ['/ageYears', 'statistic'],
      ['/method', 'clear'],
      ['/estimated', 'statistic'],
      ['/benefitOfDoubtApplied', 'statistic'],
    ]);
  });
});
