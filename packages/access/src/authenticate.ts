import type { Actor } from './actor.ts';
import type { TokenVerifier } from './token.ts';
import { TokenRefused } from './token-refused.ts';

/** The one header that counts; Node's own headers fit. */
export type AuthorizationHeaders = { readonly authorization?: string | undefined };

/** Who sends this request. @throws what the verifier throws, and TokenRefused UNAUTHENTICATED where there is no bearer token. */
export type Authenticate = (headers: AuthorizationHeaders) => Promise<Actor>;

const BEARER = /^Bearer +([A-Za-z0-9._~+/=-]+) *$/i;
const MOST_CHARACTERS = 8_192;

export function createAuthenticate(verify: TokenVerifier): Authenticate {
  return async ({ authorization }) => {
    const token = authorization === undefined ? undefined : BEARER.exec(authorization)?.[1];
    if (token === undefined) throw new TokenRefused('UNAUTHENTICATED', 'NO_TOKEN');
    if (token.length > MOST_CHARACTERS) throw new TokenRefused('TOKEN_REFUSED', 'TOO_LONG');
    return verify(token);
  };
}
