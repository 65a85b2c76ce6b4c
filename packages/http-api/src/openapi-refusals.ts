import { z } from 'zod';

const Wrong = z.object({ pointer: z.string(), code: z.string(), detail: z.string() });
const ProblemDetails = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    instance: z.string(),
    errors: z.array(Wrong).optional().meta({ description: 'Fields or parameters to change, each by its JSON pointer (RFC 6901)' }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457; every code is in docs/errors.md' });

const problem = { description: 'Problem details', content: { 'application/problem+json': { schema: ProblemDetails } } };

type Status = '400' | '401' | '403' | '404' | '409' | '412' | '413' | '415' | '422' | '429' | '503';

/** The responses of an operation beside its answer. One schema for all: the document names it once. */
export const refusals = (...statuses: readonly Status[]): Partial<Record<Status, typeof problem>> =>
  Object.fromEntries(statuses.map((status) => [status, problem]));
