import type { z } from 'zod';
import type { fieldErrorTexts } from './field-error-texts.ts';
import type { TextParams } from './fill-text.ts';

/**
 * One thing to change, without the value that was sent. `pointer` is a JSON pointer (RFC 6901) into the body, '' being the body
 * itself; `code` names a text, either one of field-error-texts.ts or one that a schema gives its own refinement
 * (`.refine(..., { params: { code: 'DAY_EXPECTED' } })`).
 */
export type FieldError = { readonly pointer: string; readonly code: string; readonly params: TextParams };

type Issue = z.core.$ZodIssue;
type Finding = { code: keyof typeof fieldErrorTexts; params: TextParams };

const MOST_ERRORS = 50;
const MOST_LISTED = 12;
const FIELD_NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/;

// The keys of a record are written by the caller too: what does not look like a field's name is not repeated.
const segment = (key: PropertyKey): string =>
  typeof key === 'number' || (typeof key === 'string' && FIELD_NAME.test(key)) ? String(key) : '*';

const pointerTo = (path: readonly PropertyKey[]): string => path.map((key) => `/${segment(key)}`).join('');

function notInList(values: readonly unknown[]): Finding {
  if (values.length > MOST_LISTED) return { code: 'NOT_IN_LONG_LIST', params: { count: values.length } };
  return { code: 'NOT_IN_LIST', params: { allowed: values.map(String) } };
}

function tooSmall(issue: z.core.$ZodIssueTooSmall): Finding {
  const params = { minimum: Number(issue.minimum) };
  if (issue.origin === 'string') return { code: 'TOO_SHORT', params };
  if (issue.origin === 'array' || issue.origin === 'set') return { code: 'TOO_FEW', params };
  return { code: issue.inclusive === false ? 'NOT_ABOVE' : 'TOO_SMALL', params };
}

function tooBig(issue: z.core.$ZodIssueTooBig): Finding {
  const params = { maximum: Number(issue.maximum) };
  if (issue.origin === 'string') return { code: 'TOO_LONG', params };
  if (issue.origin === 'array' || issue.origin === 'set') return { code: 'TOO_MANY', params };
  return { code: issue.inclusive === false ? 'NOT_BELOW' : 'TOO_BIG', params };
}

function wrongType(issue: z.core.$ZodIssueInvalidType): Finding {
  // zod keeps the input out of its issues, and rightly so; that there was none it says only in its own English text.
  if (issue.message.endsWith('received undefined')) return { code: 'REQUIRED', params: {} };
  return { code: 'WRONG_TYPE', params: { expected: issue.expected } };
}

function findingOf(issue: Exclude<Issue, { code: 'custom' }>): Finding {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue);
    case 'invalid_value':
      return notInList(issue.values);
    case 'invalid_format':
      // A pattern is no help to a reader; `uuid`, `date` or `email` is.
      return ['regex', 'starts_with', 'ends_with', 'includes'].includes(issue.format)
        ? { code: 'INVALID', params: {} }
        : { code: 'WRONG_FORMAT', params: { format: issue.format } };
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'not_multiple_of':
      return { code: 'NOT_A_MULTIPLE', params: { divisor: issue.divisor } };
    case 'unrecognized_keys':
      return { code: 'UNKNOWN_FIELD', params: {} };
    case 'invalid_union':
      return { code: 'NO_SUCH_SHAPE', params: {} };
    case 'invalid_key':
    case 'invalid_element':
      return { code: 'INVALID', params: {} };
    default:
      return issue satisfies never;
  }
}

function errorsOf(issue: Issue): readonly FieldError[] {
  const pointer = pointerTo(issue.path);
  if (issue.code === 'custom') {
    const code: unknown = issue.params?.['code'];
    return [{ pointer, code: typeof code === 'string' ? code : 'INVALID', params: {} }];
  }
  const finding = findingOf(issue);
  if (issue.code !== 'unrecognized_keys') return [{ pointer, ...finding }];
  return issue.keys.map((key) => ({ pointer: `${pointer}/${segment(key)}`, ...finding }));
}

/** What a schema found wrong, ready to be said in both languages: at most 50 things, and nothing of what was sent. */
export function fieldErrors(error: z.core.$ZodError): readonly FieldError[] {
  return error.issues.flatMap(errorsOf).slice(0, MOST_ERRORS);
}
