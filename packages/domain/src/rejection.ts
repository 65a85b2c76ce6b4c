import type { RejectionCode } from './rejection-codes.ts';

/**
 * A refusal by a rule: a value, never a throw. `params` fill the placeholders of the text: codes, numbers and ids only, nothing
 * that was typed. `pointers` lead to the fields of the body that the caller has to change.
 */
export type Rejection = {
  readonly rejected: RejectionCode;
  readonly params: Readonly<Record<string, string | number>>;
  readonly pointers: readonly string[];
};

export const reject = (
  rejected: RejectionCode,
  params: Readonly<Record<string, string | number>> = {},
  pointers: readonly string[] = [],
): Rejection => ({ rejected, params, pointers });

export const isRejection = (value: object): value is Rejection => 'rejected' in value;
