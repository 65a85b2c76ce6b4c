import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { partnerReferralId } from '@amana/privacy/subject-id';
import { startQueryApi, type QueryApiServer } from './testing/query-api-server.ts';
import { CASE, partner, PARTNERS_REFERRAL, REFERRAL, referAgain, tellStory } from './testing/story.ts';

describe('the inbox of a partner', () => {
  const more = ['0193c5a0-0000-7000-8000-00000000ef02', '0193c5a0-0000-7000-8000-00000000ef03', '0193c5a0-0000-7000-8000-00000000ef04'];
  let server: QueryApiServer;
  beforeAll(async () => {
    server = await startQueryApi();
    await tellStory(server);
    await referAgain(server, more);
    await server.project();
  });
  afterAll(() => server.close());

  async function pages(query: string): Promise<{ ids: string[]; cursors: string[] }> {
    const ids: string[] = [];
    const cursors: string[] = [];
    let next: string | undefined;
    do {
      const { body } = await server.get(
        `/v1/referrals?${query}${next === undefined ? '' : `&cursor=${encodeURIComponent(next)}`}`,
        partner,
      );
      ids.push(...(body['referrals'] as { referralId: string }[]).map(({ referralId }) => referralId));
      next = body['next'] as string | undefined;
      if (next !== undefined) cursors.push(next);
    } while (next !== undefined && cursors.length < 10);
    return { ids, cursors };
  }

  it.each(['limit=1', 'limit=2', 'limit=3', 'limit=4', 'limit=50', 'limit=1&status=SENT'])(
    'comes whole by ?%s, the newest first, each line once',
    async (query) => {
      const { ids } = await pages(query);
      expect(ids.toSorted()).toEqual([REFERRAL, ...more].map((id) => partnerReferralId(CASE, id)).toSorted());
      expect(ids.at(-1)).toBe(PARTNERS_REFERRAL);
    },
  );

  it('goes on by cursors that hold nothing of the case, in no encoding', async () => {
    const { cursors } = await pages('limit=1');
    expect(cursors).toHaveLength(3);
    const said = cursors
      .flatMap((cursor) => [cursor, ...cursor.split(/[._]/).map((part) => Buffer.from(part, 'base64url').toString())])
      .join(' ');
    expect([CASE, REFERRAL, ...more, 'case-'].filter((secret) => said.includes(secret))).toEqual([]);
  });

  it('hides no line where the one that a cursor names has left the list', async () => {
    const { body } = await server.get(`/v1/referrals?cursor=2022-06-07T09:00:00.000Z_${CASE}`, partner);
    expect(body['referrals']).toHaveLength(4);
  });

  it('refuses what is no cursor of it', async () => {
    expect((await server.get('/v1/referrals?cursor=mine', partner)).body['code']).toBe('CURSOR_INVALID');
  });
});
