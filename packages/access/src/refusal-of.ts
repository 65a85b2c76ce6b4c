import { PortFailure } from '@amana/ports/failures';
import { errors } from 'jose';
import { TokenRefused, type RefusalReason } from './token-refused.ts';

const BY_CLAIM: Readonly<Record<string, RefusalReason>> = {
  iss: 'ISSUER',
  aud: 'AUDIENCE',
  typ: 'TYPE',
  nbf: 'NOT_YET_VALID',
  iat: 'NOT_YET_VALID',
};

const BY_CODE: Readonly<Record<string, RefusalReason>> = {
  [errors.JWTInvalid.code]: 'MALFORMED',
  [errors.JWSInvalid.code]: 'MALFORMED',
  [errors.JOSENotSupported.code]: 'ALGORITHM',
  [errors.JOSEAlgNotAllowed.code]: 'ALGORITHM',
  [errors.JWKSNoMatchingKey.code]: 'UNKNOWN_KEY',
  [errors.JWKSMultipleMatchingKeys.code]: 'UNKNOWN_KEY',
  [errors.JWSSignatureVerificationFailed.code]: 'SIGNATURE',
};

function reasonOfClaim({ claim, reason }: errors.JWTClaimValidationFailed): RefusalReason {
  if (reason === 'missing') return 'CLAIM_MISSING';
  return (reason === 'check_failed' ? BY_CLAIM[claim] : undefined) ?? 'CLAIM_INVALID';
}

/**
 * What a failed verification means. Refused: the caller needs another token. ISSUER_UNAVAILABLE: nobody knows, because the
 * issuer's keys cannot be had; that is retryable, and no reason to sign anybody out. A refusal carries no cause, because jose
 * puts the claims of the token on its errors.
 */
export function refusalOf(error: unknown): TokenRefused | PortFailure {
  if (error instanceof errors.JWTExpired) return new TokenRefused('TOKEN_EXPIRED', error.claim === 'exp' ? 'EXPIRED' : 'TOO_OLD');
  if (error instanceof errors.JWTClaimValidationFailed) return new TokenRefused('TOKEN_REFUSED', reasonOfClaim(error));
  const reason = error instanceof errors.JOSEError ? BY_CODE[error.code] : undefined;
  if (reason !== undefined) return new TokenRefused('TOKEN_REFUSED', reason);
  return new PortFailure('ISSUER_UNAVAILABLE', 'the keys of the token issuer cannot be had', { retryable: true, cause: error });
}
