import { describe, expect, it } from '@jest/globals';
import { v5 } from 'uuid';
import { createCast } from '../demo/cast.ts';
import type { Partner } from '../demo/partner.ts';
import { setTheScene } from '../demo/setting.ts';
import { createStage, text } from '../demo/stage.ts';
import { playPerson } from '../demo/story.ts';
import { everyWay } from '../testing/every-way.ts';
import { YEAR } from '../testing/play.ts';
import { newSeed, runOf } from '../testing/seed.ts';
import { startApiWithoutProjectors } from './api-without-projectors.ts';

const WAITING = 8;

/** The story of one person whose referral the partner has not answered yet. From then on no projector runs any more. */
async function startStory() {
  const world = await startApiWithoutProjectors();
  const stage = createStage({ api: world.api, run: runOf(newSeed('ended rights')), year: YEAR });
  const cast = createCast(stage);
  // A partner that is not alerted: what the story waits for is here that the rows have caught up.
  const partner = { url: 'https://partner.example/amana', trust: () => undefined, waitFor: () => world.project() } as unknown as Partner;
  const partners = { health: partner, school: partner };
  await setTheScene(stage, cast, { partners, persons: 3, year: YEAR });
  await world.project();
  for (const person of everyWay().filter(({ index }) => index === WAITING)) await playPerson(person, { stage, cast, partners });
  await world.project();
  const caseId = stage.id(`case ${WAITING}`);
  const referralId = stage.id(`referral ${WAITING} health`);
  const ofCase = { on: ['case', caseId] as const, day: 40 };
  return { ...world, stage, cast, ofCase, referralId, casePath: `/v1/cases/${caseId}`, packetPath: `/v1/referrals/${v5(referralId, caseId)}`, owner: cast.caseworker(WAITING) };
}

describe('a right that a command ended, while no projector runs', () => {
  it.each([
    ['a revocation (I-66)', 'revoke-referral', (referralId: string) => ({ referralId, reason: text('Motif fictif') })],
    ['a withdrawal of the consent (I-25)', 'withdraw-consent', () => ({ scope: 'SHARING_OTHER_ORGS', channel: 'IN_PERSON', words: text('Paroles fictives') })],
  ])('%s refuses the partner’s next read and its next answer', async (_what, command, body) => {
    await using story = await startStory();
    const { api, stage, cast, ofCase, owner, packetPath, referralId } = story;
    expect((await api.get(cast.health, packetPath)).status).toBe(200);
    const readings = (await story.readings()).length;
    await stage.act({ ...ofCase, as: owner, command, body: body(referralId) });

    const read = await api.get(cast.health, packetPath);
    expect({ status: read.status, code: read.body['code'], readings: (await story.readings()).length }).toEqual({ status: 409, code: 'REFERRAL_NOT_OPEN', readings });
    const partnerId = packetPath.split('/').at(-1) ?? '';
    await stage.refused({ as: cast.health, on: ['referral', partnerId], command: 'accept-referral', day: 41 }, 'WRONG_REFERRAL_STATE');
  });

  it('a reassignment (I-11) refuses the next read of the caseworker before, and shows the case to the one after', async () => {
    await using story = await startStory();
    const { api, stage, cast, ofCase, owner, casePath } = story;
    expect((await api.get(owner, casePath)).status).toBe(200);
    const next = cast.caseworker(1);
    const readings = (await story.readings()).length;
    await stage.act({ ...ofCase, as: cast.supervisor, command: 'assign-caseworker', body: { userId: next.sub, from: stage.day(40) } });

    const refused = await api.get(owner, casePath);
    expect({ status: refused.status, code: refused.body['code'], readings: (await story.readings()).length }).toEqual({ status: 403, code: 'FORBIDDEN', readings });
    expect((await api.get(next, casePath)).status).toBe(200);
  });
});
