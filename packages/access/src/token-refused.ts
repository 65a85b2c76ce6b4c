/** What the caller is told. `UNAUTHENTICATED`: no token came; `TOKEN_EXPIRED`: get a new one; `TOKEN_REFUSED`: another would fare no better. */
export type TokenRefusalCode = 'UNAUTHENTICATED' | 'TOKEN_EXPIRED' | 'TOKEN_REFUSED';

/** What the operator is told, in logs. */
export const refusalReasons = {
  NO_TOKEN: 'the request carries no Authorization header with a bearer token',
  TOO_LONG: 'the token is longer than any that the issuer should make',
  MALFORMED: 'the token is not a signed JWT',
  ALGORITHM: 'the token is signed with an algorithm that is not accepted here (EdDSA, ES256, RS256)',
  UNKNOWN_KEY: 'no key of the issuer fits the token: does it come from another issuer, or has the issuer dropped the key?',
  SIGNATURE: 'the signature does not fit the token',
  ISSUER: 'the token comes from another issuer: compare its iss with the configured one, character by character',
  AUDIENCE: 'the token is meant for another service: the issuer must put the configured audience into aud',
  TYPE: 'the token is of another type: access tokens are marked at+jwt in their header (typ)',
  EXPIRED: 'the token has run out',
  TOO_OLD: 'the token was issued more than ten minutes ago: shorten the life of tokens at the issuer',
  NOT_YET_VALID: 'the token is not valid yet, or was issued in the future: compare the clocks of issuer and service',
  CLAIM_MISSING: 'the token lacks one of the claims iss, aud, sub, role, agency, iat, exp: add it at the issuer',
  SUBJECT_NOT_OPAQUE:
    'sub (or on_behalf_of) must be an opaque id of 8 to 128 letters, digits, ":", "_" or "-": it is stored in clear for ever, so an e-mail address or a name cannot be used; have the issuer send its internal user id',
  ROLE_UNKNOWN: 'role is none of the roles of people in this system',
  AGENCY_NOT_A_UUID: 'agency must be the UUID of the agency as registered here',
  CLAIM_INVALID:
    'a claim has another form than it must: iat, nbf and exp are numbers, grants is a list of grant codes, zone an IANA time zone',
} as const;

export type RefusalReason = keyof typeof refusalReasons;

/** The message is for operators and holds nothing of the token. Never retried: the same token is refused again. */
export class TokenRefused extends Error {
  readonly code: TokenRefusalCode;
  readonly reason: RefusalReason;
  readonly retryable = false;

  constructor(code: TokenRefusalCode, reason: RefusalReason) {
    super(refusalReasons[reason]);
    this.name = 'TokenRefused';
    this.code = code;
    this.reason = reason;
  }
}
