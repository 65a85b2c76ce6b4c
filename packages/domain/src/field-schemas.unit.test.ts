import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { readSchema, writtenSchema } from './field-schemas.ts';
import { clear, group, identity, justice, list, omit, optional, pick, statistic } from './field-tree.ts';
import { ERASED, WITHHELD } from './mark.ts';

const fields = {
  id: clear(z.string()),
  sex: statistic(z.enum(['F', 'M'])),
  names: identity(z.array(z.string())),
  sentence: optional(justice(z.string())),
  place: group({ country: clear(z.string()), street: optional(identity(z.string())) }),
  way: optional(group({ by: statistic(z.string()) })),
  rows: list({ code: clear(z.string()), note: optional(identity(z.string())) }, { min: 1, max: 2 }),
};
const data = { id: 'x', sex: 'F' as const, names: ['n'], place: { country: 'NER' }, rows: [{ code: 'a' }] };
const written = writtenSchema(fields);
const read = readSchema(fields);

describe('fields', () => {
  it('are leaves with a class, groups and lists; each may be optional', () => {
    const schema = z.string();
    expect(clear(schema)).toEqual({ kind: 'leaf', class: 'clear', schema, optional: false, about: undefined });
    expect(statistic(schema).class).toBe('statistic');
    expect(justice(schema).class).toBe('justice');
    expect(identity(schema, { about: 'giver' })).toMatchObject({ class: 'identity', about: 'giver' });
    expect(optional(identity(schema, { about: 'giver' }))).toEqual({ kind: 'leaf', class: 'identity', schema, optional: true, about: 'giver' });
    expect(group({})).toEqual({ kind: 'group', fields: {}, optional: false });
    expect(list({})).toEqual({ kind: 'list', fields: {}, optional: false, min: 0, max: 100 });
    expect(optional(list({}, { min: 1, max: 5 }))).toEqual({ kind: 'list', fields: {}, optional: true, min: 1, max: 5 });
  });

  it('can be picked and left out by name, and stay what they are', () => {
    expect(Object.keys(omit(fields, 'id', 'place', 'rows'))).toEqual(['sex', 'names', 'sentence', 'way']);
    expect(pick(fields, 'rows', 'id')).toEqual({ rows: fields.rows, id: fields.id });
    expect(Object.keys(fields)).toHaveLength(7);
  });
});

describe('what deciding makes and a body holds', () => {
  it('is accepted with and without what is optional', () => {
    const whole = { ...data, sentence: 's', place: { country: 'NER', street: 's' }, way: { by: 'bus' }, rows: [{ code: 'a', note: 'n' }, { code: 'b' }] };
    expect(written.parse(data)).toEqual(data);
    expect(written.parse(whole)).toEqual(whole);
  });

  it.each([
    ['an unknown field', { ...data, more: 1 }],
    ['an unknown field in a group', { ...data, place: { country: 'NER', more: 1 } }],
    ['an unknown field in a list', { ...data, rows: [{ code: 'a', more: 1 }] }],
    ['no required leaf', { ...data, sex: undefined }],
    ['no required group', { ...data, place: undefined }],
    ['no required leaf of an optional group', { ...data, way: {} }],
    ['too short a list', { ...data, rows: [] }],
    ['too long a list', { ...data, rows: [{ code: 'a' }, { code: 'b' }, { code: 'c' }] }],
    ['a wrong value', { ...data, sex: 'X' }],
    ['a mark', { ...data, sex: ERASED }],
    ['a mark in a clear leaf', { ...data, id: WITHHELD }],
    ['null', { ...data, sentence: null }],
  ])('with %s is refused', (_what, wrong) => {
    expect(written.safeParse(wrong).success).toBe(false);
  });
});

describe('what is read', () => {
  it('may have a mark in each sealed leaf, wherever it stands', () => {
    const marked = {
      ...data,
      sex: ERASED,
      names: WITHHELD,
      sentence: ERASED,
      place: { country: 'NER', street: WITHHELD },
      way: { by: ERASED },
      rows: [{ code: 'a', note: ERASED }],
    };
    expect(read.parse(marked)).toEqual(marked);
    expect(read.parse(data)).toEqual(data);
  });

  it.each([
    ['a mark in a clear leaf', { ...data, id: ERASED }],
    ['a mark of another kind', { ...data, sex: { mark: 'LOST' } }],
    ['a mark in the place of a group', { ...data, place: ERASED }],
    ['a mark in the place of a list', { ...data, rows: ERASED }],
    ['an unknown field', { ...data, more: 1 }],
    ['no required leaf', { ...data, sex: undefined }],
    ['a wrong value', { ...data, sex: 'X' }],
  ])('with %s is refused', (_what, wrong) => {
    expect(read.safeParse(wrong).success).toBe(false);
  });
});
