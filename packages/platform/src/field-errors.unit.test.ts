import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { fieldErrorTexts } from './field-error-texts.ts';
import { fieldErrors } from './field-errors.ts';

const SECRET = 'Fatima Issoufou';

function errorsFor(schema: z.ZodType, value: unknown) {
  const parsed = schema.safeParse(value);
  if (parsed.success) throw new Error('the value was accepted');
  return fieldErrors(parsed.error);
}

const at = (pointer: string, code: string, params = {}) => [{ pointer, code, params }];

test.each<[string, z.ZodType, unknown, ReturnType<typeof at>]>([
  ['a missing field', z.object({ a: z.string() }), {}, at('/a', 'REQUIRED')],
  ['a missing body', z.object({}), undefined, at('', 'REQUIRED')],
  ['another type', z.object({ a: z.object({ b: z.number() }) }), { a: { b: SECRET } }, at('/a/b', 'WRONG_TYPE', { expected: 'number' })],
  ['no whole number', z.int(), 1.5, at('', 'WRONG_TYPE', { expected: 'int' })],
  ['a code that is not in the list', z.enum(['A', 'B']), SECRET, at('', 'NOT_IN_LIST', { allowed: ['A', 'B'] })],
  ['another constant', z.literal(1), SECRET, at('', 'NOT_IN_LIST', { allowed: ['1'] })],
  ['a code that is not in a long list', z.enum('ABCDEFGHIJKLM'.split('')), SECRET, at('', 'NOT_IN_LONG_LIST', { count: 13 })],
  ['no uuid', z.uuid(), SECRET, at('', 'WRONG_FORMAT', { format: 'uuid' })],
  ['no day', z.iso.date(), SECRET, at('', 'WRONG_FORMAT', { format: 'date' })],
  ['another pattern', z.string().regex(/^x$/), SECRET, at('', 'INVALID')],
  ['a short text', z.string().min(99), SECRET, at('', 'TOO_SHORT', { minimum: 99 })],
  ['a long text', z.string().max(2), SECRET, at('', 'TOO_LONG', { maximum: 2 })],
  ['a short list', z.array(z.string()).min(2), [SECRET], at('', 'TOO_FEW', { minimum: 2 })],
  ['a long list', z.array(z.string()).max(0), [SECRET], at('', 'TOO_MANY', { maximum: 0 })],
  ['a small number', z.number().min(3), 2, at('', 'TOO_SMALL', { minimum: 3 })],
  ['a number on the open lower bound', z.number().gt(3), 3, at('', 'NOT_ABOVE', { minimum: 3 })],
  ['a big number', z.number().max(3), 4, at('', 'TOO_BIG', { maximum: 3 })],
  ['a number on the open upper bound', z.number().lt(3), 3, at('', 'NOT_BELOW', { maximum: 3 })],
  ['no multiple', z.number().multipleOf(5), 4, at('', 'NOT_A_MULTIPLE', { divisor: 5 })],
  ['an unknown field', z.strictObject({}), { surname: SECRET }, at('/surname', 'UNKNOWN_FIELD')],
  ['no shape of a union', z.union([z.number(), z.boolean()]), SECRET, at('', 'NO_SUCH_SHAPE')],
  ['an unknown kind', z.discriminatedUnion('kind', [z.object({ kind: z.literal('A') })]), { kind: SECRET }, at('/kind', 'NO_SUCH_SHAPE')],
  ['a bad key of a record', z.record(z.uuid(), z.number()), { [SECRET]: 1 }, at('/*', 'INVALID')],
  ['a rule of a field', z.string().refine(() => false, { message: SECRET }), SECRET, at('', 'INVALID')],
  ['a rule with a code', z.string().refine(() => false, { params: { code: 'LOWER_CASE' } }), SECRET, at('', 'LOWER_CASE')],
])('%s is named by pointer and code, without what was sent', (_what, ...[schema, value, expected]) => {
  const errors = errorsFor(schema, value);
  expect(errors).toEqual(expected);
  expect(JSON.stringify(errors)).not.toContain(SECRET);
});

test('places in lists and records are named; a key that does not look like a name is a star', () => {
  const schema = z.object({ people: z.array(z.record(z.string(), z.number())) });
  expect(errorsFor(schema, { people: [{}, { height: 'x', [SECRET]: 'y' }] }).map(({ pointer }) => pointer)).toEqual([
    '/people/1/height',
    '/people/1/*',
  ]);
});

test('all problems are told at once, but no more than 50', () => {
  expect(errorsFor(z.object({ a: z.string(), b: z.number() }), {})).toHaveLength(2);
  expect(
    errorsFor(
      z.array(z.string()),
      Array.from({ length: 80 }, () => 1),
    ),
  ).toHaveLength(50);
});

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name);

test('each text names the same placeholders in French and English', () => {
  for (const { fr, en } of Object.values(fieldErrorTexts)) expect(placeholders(fr)).toEqual(placeholders(en));
});
