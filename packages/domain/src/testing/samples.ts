import type { z } from 'zod';
import type { FieldNode, Fields } from '../field-tree.ts';
import { innerSchemas, kindOf, shapeOf } from './inner-schemas.ts';

/** One value of each format of the domain; the first one that a schema accepts is its sample. */
const candidates: readonly unknown[] = [
  true,
  1,
  0.5,
  2010,
  '0193c5a0-0000-7000-8000-00000000abcd',
  '2022-06-15',
  '2022-06-15T10:00:00Z',
  { value: '2022-06-15', precision: 'day' },
  { value: '2022-06-15', precision: 'day', zone: 'Africa/Niamey' },
  'Africa/Niamey',
  'NE-7',
  'fra',
  'XOF',
  'IND-01',
  'ZR-2022-0001',
  'user-caseworker-1',
  'case-0193c5a0-0000-7000-8000-00000000abcd',
  'case-list',
  'https://example.org/alerts',
  'Texte fictif',
];

/** A value that the schema accepts, with all that is optional in it. */
export function sampleOf(schema: z.ZodType): unknown {
  const found = candidates.find((value) => schema.safeParse(value).success);
  if (found !== undefined) return found;
  const [inner] = innerSchemas(schema);
  if (kindOf(schema) === 'object') return Object.fromEntries(Object.entries(shapeOf(schema)).map(([name, each]) => [name, sampleOf(each)]));
  if (kindOf(schema) === 'array' && inner) return [sampleOf(inner)];
  if (inner) return sampleOf(inner);
  const [option] = (schema as z.ZodType & { readonly options?: readonly unknown[] }).options ?? [];
  const value = option ?? [...((schema as z.ZodType & { readonly values?: ReadonlySet<unknown> }).values ?? [])][0];
  if (value === undefined || !schema.safeParse(value).success) throw new Error(`no sample for a schema of kind ${kindOf(schema)}`);
  return value;
}

const sampleOfNode = (node: FieldNode): unknown => {
  if (node.kind === 'leaf') return sampleOf(node.schema);
  const inner = sampleData(node.fields);
  return node.kind === 'group' ? inner : Array.from({ length: Math.min(2, node.max) }, () => structuredClone(inner));
};

/** Data of an event or a body in which every field is given, lists with two elements. */
export const sampleData = (fields: Fields): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, node]) => [name, sampleOfNode(node)]));

/** The same with only what is required. */
export const leastData = (fields: Fields): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, node]) => !node.optional)
      .map(([name, node]) => {
        if (node.kind === 'leaf') return [name, sampleOf(node.schema)];
        return [name, node.kind === 'group' ? leastData(node.fields) : Array.from({ length: node.min }, () => leastData(node.fields))];
      }),
  );
