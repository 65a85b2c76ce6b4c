import { expect, test } from '@jest/globals';
import type { Actor } from './actor.ts';
import { createAuthenticate } from './authenticate.ts';
import { TokenRefused } from './token-refused.ts';

const actor: Actor = { userId: 'user-4711', role: 'CASEWORKER', agencyId: '018f0000-0000-7000-8000-0000000000a1', grants: [] };

function authenticateWith() {
  const seen: string[] = [];
  const authenticate = createAuthenticate(async (token) => {
    seen.push(token);
    return actor;
  });
  return { authenticate, seen };
}

test.each(['Bearer a.b.c', 'bearer a.b.c', 'BEARER   a.b.c '])('the token of a bearer header is verified: %j', async (authorization) => {
  const { authenticate, seen } = authenticateWith();
  expect(await authenticate({ authorization })).toBe(actor);
  expect(seen).toEqual(['a.b.c']);
});

test.each([undefined, '', 'Bearer', 'Bearer ', 'Basic YTpi', 'a.b.c', 'Bearer a b', 'Bearer a, Bearer b', 'XBearer a.b.c'])(
  'without a bearer token nobody is authenticated: %j',
  async (authorization) => {
    const { authenticate, seen } = authenticateWith();
    await expect(authenticate({ authorization })).rejects.toMatchObject({ code: 'UNAUTHENTICATED', reason: 'NO_TOKEN' });
    expect(seen).toEqual([]);
  },
);

test('a token that is longer than 8 kB is not even looked at', async () => {
  const { authenticate, seen } = authenticateWith();
  await expect(authenticate({ authorization: `Bearer ${'a'.repeat(8_193)}` })).rejects.toMatchObject({
    code: 'TOKEN_REFUSED',
    reason: 'TOO_LONG',
  });
  await authenticate({ authorization: `Bearer ${'a'.repeat(8_192)}` });
  expect(seen).toHaveLength(1);
});

test('a refusal of the verifier is passed on as it is', async () => {
  const refusal = new TokenRefused('TOKEN_EXPIRED', 'EXPIRED');
  await expect(createAuthenticate(() => Promise.reject(refusal))({ authorization: 'Bearer a' })).rejects.toBe(refusal);
});
