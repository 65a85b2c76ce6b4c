import { PortFailure } from '@amana/ports/failures';

/**
 * A key is gone and no receipt says that it was destroyed: the keyring is older than the log, or not the right one. It is never
 * read as erased, or a lost keyring would look like an erasure that nobody decided (design: erasure).
 */
export class MissingKey extends PortFailure {
  readonly keyId: string;

  constructor(keyId: string) {
    super('MISSING_KEY', `neither a key nor a receipt for key ${keyId}: restore the keyring that belongs to this log`, {
      retryable: false,
    });
    this.name = 'MissingKey';
    this.keyId = keyId;
  }
}
