import { z } from 'zod';
import type { Command, Example } from './command-definition.ts';
import { frameShape, type Frame } from './command-frame.ts';
import { writtenSchema } from './field-schemas.ts';

export type ParsedBody = { readonly body: Example; readonly frame: Frame };
/** What is wrong with a body: paths and codes. Its messages may hold what was typed, so none of them leaves the process. */
export type InvalidBody = { readonly invalid: z.ZodError };

type Fielded = Pick<Command, 'fields'>;
const schemas = new WeakMap<Fielded, z.ZodObject>();

/** Fields of the command and of the frame side by side, strict: also what the API reference shows. */
export function bodySchema(command: Fielded): z.ZodObject {
  const found = schemas.get(command);
  if (found) return found;
  const fields = writtenSchema(command.fields) as unknown as z.ZodObject;
  const made = z.strictObject({ ...fields.shape, ...frameShape });
  schemas.set(command, made);
  return made;
}

export function parseBody(command: Fielded, body: unknown): ParsedBody | InvalidBody {
  const parsed = bodySchema(command).safeParse(body);
  if (!parsed.success) return { invalid: parsed.error };
  const entries = Object.entries(parsed.data);
  return {
    frame: Object.fromEntries(entries.filter(([name]) => name in frameShape)) as unknown as Frame,
    body: Object.fromEntries(entries.filter(([name]) => !(name in frameShape))),
  };
}
