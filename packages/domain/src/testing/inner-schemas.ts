import type { z } from 'zod';

type Def = {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
};

const simple: readonly string[] = ['string', 'number', 'int', 'boolean', 'enum', 'literal'];

export const kindOf = (schema: z.ZodType): string => (schema.def as Def).type;

/** The schemas of which this one is made. A kind that is not known here fails: a rule over schemas must not pass it over. */
export function innerSchemas(schema: z.ZodType): readonly z.ZodType[] {
  const def = schema.def as Def;
  const inner = [...Object.values(def.shape ?? {}), ...(def.options ?? []), def.element, def.innerType].filter((each) => each !== undefined);
  if (inner.length === 0 && !simple.includes(def.type) && def.type !== 'object') throw new Error(`a schema of kind ${def.type}: say here what it is made of`);
  return inner;
}

export const shapeOf = (schema: z.ZodType): Readonly<Record<string, z.ZodType>> => (schema.def as Def).shape ?? {};
