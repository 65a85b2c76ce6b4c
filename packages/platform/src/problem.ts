import type { FieldError } from './field-errors.ts';
import type { TextParams } from './fill-text.ts';

/** One row of the table of errors. `title` says what was refused, `detail` what the caller can do now; `{name}` comes from the params. */
export type ProblemRow = {
  readonly status: number;
  readonly fr: { readonly title: string; readonly detail: string };
  readonly en: { readonly title: string; readonly detail: string };
};

export type ProblemTable = Readonly<Record<string, ProblemRow>>;

export type ProblemOptions = {
  /** Fill the placeholders of the texts: codes, ids and numbers only. */
  params?: TextParams;
  /** JSON pointers to the fields of the body that have to change, where the row's own text says how. */
  pointers?: readonly string[];
  /** What a schema found wrong, field by field. */
  fields?: readonly FieldError[];
  /** Extra response headers, such as `Allow`. */
  headers?: Readonly<Record<string, string>>;
  retryAfterSeconds?: number;
  cause?: unknown;
};

/** An answer that is not the one that was asked for (RFC 9457). Throw it; the responder finds its status and texts by `code`. */
export class Problem extends Error {
  readonly code: string;
  readonly params: TextParams;
  readonly pointers: readonly string[];
  readonly fields: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: string, options: ProblemOptions = {}) {
    super(code, { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.params = options.params ?? {};
    this.pointers = options.pointers ?? [];
    this.fields = options.fields ?? [];
    const retryAfter = options.retryAfterSeconds;
    this.headers = { ...options.headers, ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }) };
  }
}

/** What is sent, as `application/problem+json`. */
export type ProblemBody = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  /** The request id: what a caller quotes when asking for help, and what the log lines of the request carry. */
  readonly instance: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
};
