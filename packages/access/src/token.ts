import { createLocalJWKSet, createRemoteJWKSet, jwtVerify, type JSONWebKeySet, type JWTVerifyOptions } from 'jose';
import type { Actor } from './actor.ts';
import { claimsReader } from './claims.ts';
import { refusalOf } from './refusal-of.ts';

export type TokenVerifierOptions = {
  /** The token's `iss`, character by character. */
  readonly issuer: string;
  /** Must be in the token's `aud`: a token that was made for another service is not taken. */
  readonly audience: string;
  /** The issuer's public keys, or where to fetch them; fetched keys are kept ten minutes, and fetched again for an unknown key. */
  readonly keys: JSONWebKeySet | URL;
  /** Roles that people may have; `SYS` is refused even where it is listed. */
  readonly roles: readonly string[];
  /** By default ten minutes: a role that was taken away lives no longer than that. */
  readonly maxAgeSeconds?: number;
  readonly clockToleranceSeconds?: number;
  /** The type in the token's header; some issuers know `JWT` only. */
  readonly type?: string;
};

/**
 * Resolves to the actor of a valid token.
 * @throws TokenRefused with what the caller and what the operator is told; PortFailure ISSUER_UNAVAILABLE, retryable, where the
 * keys cannot be had. Neither holds anything of the token.
 */
export type TokenVerifier = (token: string) => Promise<Actor>;

// Pinned: an algorithm that the token may choose is the oldest hole in JWT.
const ALGORITHMS = ['EdDSA', 'ES256', 'RS256'];
const FETCH_TIMEOUT_MS = 5_000;

export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { issuer, audience, keys, roles, maxAgeSeconds = 600, clockToleranceSeconds = 5, type = 'at+jwt' } = options;
  const keySet = keys instanceof URL ? createRemoteJWKSet(keys, { timeoutDuration: FETCH_TIMEOUT_MS }) : createLocalJWKSet(keys);
  const readClaims = claimsReader(roles);
  const checks: JWTVerifyOptions = {
    issuer,
    audience,
    algorithms: ALGORITHMS,
    typ: type,
    maxTokenAge: maxAgeSeconds,
    clockTolerance: clockToleranceSeconds,
    requiredClaims: ['sub', 'role', 'agency', 'iat', 'exp'],
  };
  return async (token) => {
    const { payload } = await jwtVerify(token, keySet, checks).catch((error: unknown) => {
      throw refusalOf(error);
    });
    return readClaims(payload);
  };
}
