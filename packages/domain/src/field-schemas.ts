import { z } from 'zod';
import type { FieldNode, Fields, Read, Written } from './field-tree.ts';
import { isMark } from './mark.ts';

const markSchema = z.custom((value) => isMark(value));

function nodeSchema(node: FieldNode, sealedMayBeMarks: boolean): z.ZodType {
  const inner = (fields: Fields) => objectOf(fields, sealedMayBeMarks);
  const required = {
    leaf: () => (node.kind === 'leaf' ? leafSchema(node.schema, sealedMayBeMarks && node.class !== 'clear') : z.never()),
    group: () => (node.kind === 'group' ? inner(node.fields) : z.never()),
    list: () => (node.kind === 'list' ? z.array(inner(node.fields)).min(node.min).max(node.max) : z.never()),
  }[node.kind]();
  return node.optional ? required.optional() : required;
}

const leafSchema = (schema: z.ZodType, mayBeMark: boolean): z.ZodType => (mayBeMark ? z.union([markSchema, schema]) : schema);

function objectOf(fields: Fields, sealedMayBeMarks: boolean) {
  return z.strictObject(Object.fromEntries(Object.entries(fields).map(([name, node]) => [name, nodeSchema(node, sealedMayBeMarks)])));
}

/** One schema for each tree: zod compiles it at its first use. */
function schemasOf(sealedMayBeMarks: boolean): (fields: Fields) => z.ZodType {
  const made = new WeakMap<Fields, z.ZodType>();
  return (fields) => {
    const schema = made.get(fields) ?? objectOf(fields, sealedMayBeMarks);
    made.set(fields, schema);
    return schema;
  };
}

const written = schemasOf(false);
const read = schemasOf(true);

/** Strict: what deciding makes, and what a body may hold. Unknown fields are refused. */
export const writtenSchema = <F extends Fields>(fields: F): z.ZodType<Written<F>> => written(fields) as z.ZodType<Written<F>>;

/** For stored events after opening: each sealed leaf may be a mark. */
export const readSchema = <F extends Fields>(fields: F): z.ZodType<Read<F>> => read(fields) as z.ZodType<Read<F>>;
