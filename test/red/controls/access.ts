import type { Control } from '../control.ts';

const access = 'packages/access/src';

const ofToken = (taken: Pick<Control, 'defence' | 'find' | 'put' | 'only'>): Control => ({ ...taken, file: `${access}/token.ts`, tests: [`${access}/token.unit.test.ts`] });

export const accessControls: readonly Control[] = [
  ofToken({ defence: 'a token’s algorithm is pinned', find: '    algorithms: ALGORITHMS,\n', put: '' }),
  ofToken({ defence: 'a token for another service is not taken', find: '    audience,\n    algorithms', put: '    algorithms' }),
  ofToken({ defence: 'a token of another issuer is not taken', find: '    issuer,\n    audience,\n    algorithms', put: '    audience,\n    algorithms' }),
  ofToken({ defence: 'a token lives ten minutes, whatever it says itself', find: '    maxTokenAge: maxAgeSeconds,\n', put: '' }),
  ofToken({ defence: 'a token of another kind is not taken', find: '    typ: type,\n', put: '' }),
  ofToken({ defence: 'a token that ends never is not taken', find: "'iat', 'exp']", put: "'iat']", only: 'with no exp' }),
  ofToken({ defence: 'a token that has ended is not taken', find: 'clockTolerance: clockToleranceSeconds,', put: 'clockTolerance: 1_000_000,', only: 'the past as its end' }),
  ofToken({ defence: 'a token is signed by the issuer', find: 'await jwtVerify(token, keySet, checks).catch(', put: "await (keySet === undefined ? jwtVerify(token, keySet, checks) : Promise.resolve({ payload: JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as object })).catch(", only: 'refused by the signature' }),
  {
    defence: 'nobody becomes the system by a token',
    file: `${access}/claims.ts`,
    find: "roles.filter((role) => role !== 'SYS')",
    put: "roles.filter((role) => role !== '')",
    tests: [`${access}/token.unit.test.ts`],
    only: 'the system as role',
  },
  {
    defence: 'who calls is an opaque id, never a name',
    file: `${access}/claims.ts`,
    find: '    sub: OpaqueId,',
    put: '    sub: z.string(),',
    tests: [`${access}/token.unit.test.ts`],
    only: 'as sub',
  },
  {
    defence: 'a token of any length is not even looked at',
    file: `${access}/authenticate.ts`,
    find: 'if (token.length > MOST_CHARACTERS) throw',
    put: 'if (token.length < 0) throw',
    tests: [`${access}/authenticate.unit.test.ts`],
  },
  {
    defence: 'to write to another agency’s stream is 404',
    file: 'packages/app/src/may-write.ts',
    find: "return isOwn(command, state, asked) ? 'yes' : 'not-found';",
    put: "return isOwn(command, state, asked) ? 'yes' : 'forbidden';",
    tests: ['packages/app/src/may-write.unit.test.ts'],
  },
  {
    defence: 'only its own agency writes to a stream',
    file: 'packages/app/src/may-write.ts',
    find: "return isOwn(command, state, asked) ? 'yes' : 'not-found';",
    put: "return isOwn(command, state, asked) || state.stream.revision !== 'no-stream' ? 'yes' : 'not-found';",
    tests: ['packages/app/src/may-write.unit.test.ts'],
  },
  {
    defence: 'I-64: a partner writes to its own referral only',
    file: 'packages/app/src/may-write.ts',
    find: 'state.referrals[referralId]?.toAgencyId === actor.agencyId;',
    put: 'state.referrals[referralId]?.toAgencyId !== actor.userId;',
    tests: ['packages/app/src/may-write.unit.test.ts'],
    only: 'I-64',
  },
];
