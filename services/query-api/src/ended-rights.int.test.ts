import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CENTRE, GRANT } from '@amana/app/testing/compass-people';
import { StoreUnavailable } from '@amana/ports/failures';
import { partnerReferralId } from '@amana/privacy/subject-id';
import { startQueryApi, type QueryApiServer, type User } from './testing/query-api-server.ts';
import { as, CASE, CHILD_BORN_IN, owner, partner, PARTNERS_REFERRAL, reassign, referAgain, renew, review, revoke, tellStory, withdraw, withdrawServices } from './testing/story.ts';

const packet = `/v1/referrals/${PARTNERS_REFERRAL}`;

describe('a right that ended, with the projectors stopped before it did', () => {
  let server: QueryApiServer;
  beforeEach(async () => {
    server = await startQueryApi();
    await tellStory(server);
    await server.project();
  });
  afterEach(() => server.close());

  it('a reassignment ends that of the caseworker before at the next read', async () => {
    expect((await server.get(`/v1/cases/${CASE}`, owner)).status).toBe(200);
    await reassign(server);
    const { status, body } = await server.get(`/v1/cases/${CASE}`, owner);
    expect({ status, code: body['code'] }).toEqual({ status: 403, code: 'FORBIDDEN' });
    expect((await server.get(`/v1/cases/${CASE}`, { ...owner, sub: 'user-caseworker-2' })).status).toBe(200);
  });

  it.each([
    ['a revocation (I-66)', revoke],
    ['the withdrawal of a consent it relies on (I-25)', withdraw],
    ['a review of an accepted referral (I-25)', review],
  ])('%s closes the packet at the next read, and nothing is recorded as read', async (_what, end) => {
    expect((await server.get(packet, partner)).status).toBe(200);
    const before = await server.readings();
    await end(server);
    const { status, body, text } = await server.get(packet, partner);
    expect({ status, code: body['code'] }).toEqual({ status: 409, code: 'REFERRAL_NOT_OPEN' });
    expect(text).not.toContain('Fictive');
    expect(await server.readings()).toEqual(before);
  });

  it('a consent that ran out closes the packet by the clock alone (I-61)', async () => {
    server.setNow('2022-05-31T10:00:00.000Z');
    expect((await server.get(packet, partner)).body['code']).toBe('REFERRAL_NOT_OPEN');
  });
});

const opened = async (server: QueryApiServer) => {
  const { status, body } = await server.get(packet, partner);
  return { status, code: body['code'], categories: body['categories'] };
};

describe('a packet under a consent that ran out', () => {
  const closed = { status: 409, code: 'REFERRAL_NOT_OPEN', categories: undefined };
  const open = { status: 200, code: undefined, categories: ['IDENTITY', 'LOCATION', 'VULNERABILITY'] };

  it('I-61: is closed from the day after, opened again by a renewal, and ended by a withdrawal of the one it relied on (I-25)', async () => {
    const server = await startQueryApi();
    try {
      await tellStory(server, { runsOut: '2022-06-30' });
      await server.project();
      server.setNow('2022-06-30T22:59:59.000Z');
      expect(await opened(server)).toEqual(open);
      server.setNow('2022-06-30T23:00:00.000Z');
      expect(await opened(server)).toEqual(closed);
      await renew(server);
      expect(await opened(server)).toEqual(open);
      await withdrawServices(server);
      expect(await opened(server)).toEqual(closed);
    } finally {
      await server.close();
    }
  });
});

describe('a packet under the consents of a guardian', () => {
  it('I-22: is open as long as the person is a child, and closed as soon as the person is of age', async () => {
    const server = await startQueryApi();
    try {
      await tellStory(server, { child: true });
      await server.project();
      server.setNow(`${CHILD_BORN_IN + 18}-12-30T22:59:59.000Z`);
      expect((await server.get(packet, partner)).status).toBe(200);
      const before = await server.readings();
      server.setNow(`${CHILD_BORN_IN + 18}-12-30T23:00:00.000Z`);
      const { status, body, text } = await server.get(packet, partner);
      expect({ status, code: body['code'] }).toEqual({ status: 409, code: 'REFERRAL_NOT_OPEN' });
      expect(text).not.toContain('Fictive');
      expect(await server.readings()).toEqual(before);
    } finally {
      await server.close();
    }
  });
});

describe('a packet', () => {
  it('for which nothing may be shared opens no key: of the case only its own referral is opened', async () => {
    const asked: string[] = [];
    const server = await startQueryApi({ change: ({ keys }) => ({ keys: { ...keys, find: (ids) => (asked.push(...ids), keys.find(ids)) } }) });
    try {
      const another = '0193c5a0-0000-7000-8000-00000000ef02';
      await tellStory(server);
      await referAgain(server, [another]);
      await server.project();
      const { status, body } = await server.get(`/v1/referrals/${partnerReferralId(CASE, another)}`, partner);
      expect({ status, categories: body['categories'], data: body['data'], notes: body['notes'] }).toEqual({ status: 200, categories: [], data: {}, notes: [] });
      expect(asked).toEqual([]);
      expect((await server.get(packet, partner)).status).toBe(200);
      expect(asked).not.toEqual([]);
    } finally {
      await server.close();
    }
  });
});

const recordedReads: readonly (readonly [string, User])[] = [
  ['/v1/cases', as('SUPERVISOR')],
  [`/v1/cases/${CASE}`, owner],
  [`/v1/cases/${CASE}?knownAt=2022-06-03T00:00:00Z`, as('AUDITOR')],
  [`/v1/cases/${CASE}/history`, as('AUDITOR')],
  [`/v1/cases/${CASE}/readers`, as('DPO')],
  [packet, partner],
  [`/v1/indicators?grant=${GRANT}&centre=${CENTRE}&from=2022-01-01&to=2022-12-31`, as('ME_OFFICER')],
];

describe('no reading without its record (DP-05, DP-12)', () => {
  it('thirty readings of one user at once are all answered, and all recorded', async () => {
    const server = await startQueryApi();
    try {
      await tellStory(server);
      const answers = await Promise.all(Array.from({ length: 30 }, () => server.get(`/v1/cases/${CASE}`, owner)));
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200));
      expect(await server.readings()).toHaveLength(30);
    } finally {
      await server.close();
    }
  });

  it.each(recordedReads)('%s is 503 while the log of reads takes nothing, and opens no key', async (path, user) => {
    let opened = 0;
    const server = await startQueryApi({
      change: ({ access, keys }) => ({
        access: {
          ...access,
          readStream: (stream, options) => access.readStream(stream, options),
          append: () => Promise.reject(new StoreUnavailable('full', { written: 'no' })),
        },
        keys: { ...keys, find: (ids) => ((opened += 1), keys.find(ids)) },
      }),
    });
    try {
      await tellStory(server);
      await server.project();
      const { status, body, text, headers } = await server.get(path, user);
      expect({ status, code: body['code'], retryAfter: headers.get('retry-after'), opened }).toEqual({
        status: 503,
        code: 'STORE_UNAVAILABLE',
        retryAfter: '5',
        opened: 0,
      });
      expect(text).not.toContain('Fictive');
    } finally {
      await server.close();
    }
  });
});
