import { PortFailure } from '@amana/ports/failures';

/**
 * WRONG_KEY: this key is not the one that sealed the part. NOT_AUTHENTIC: the part was changed, or stands in another event than
 * the one it was sealed for. MALFORMED: not a sealed part (or, when sealing, nothing that can be sealed).
 */
export type SealFailureCode = 'WRONG_KEY' | 'NOT_AUTHENTIC' | 'MALFORMED';

/** Trying again does not help. The message holds nothing of a part's content, and there is no `cause`: JSON.parse quotes its input. */
export class SealFailure extends PortFailure {
  declare readonly code: SealFailureCode;

  constructor(code: SealFailureCode, message: string) {
    super(code, message, { retryable: false });
    this.name = 'SealFailure';
  }
}
