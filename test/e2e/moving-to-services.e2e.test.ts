import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { metadataOf } from '@amana/app/stored-metadata';
import { describeWithEngine } from '@amana/store-distributed/testing/engine-under-test';
import { expect, it } from '@jest/globals';
import { createApi } from '../demo/api.ts';
import { createCast } from '../demo/cast.ts';
import { compare } from '../demo/compare.ts';
import { createStage } from '../demo/stage.ts';
import { playPerson } from '../demo/story.ts';
import { createVerdict } from '../demo/verdict.ts';
import { runAmana } from '../testing/amana-command.ts';
import { startDistributed } from '../testing/distributed-system.ts';
import { everyWay } from '../testing/every-way.ts';
import { logOf } from '../testing/log-of.ts';
import { bringKek } from '../testing/moving-house.ts';
import { answersTo, placeIn, questionsOf } from '../testing/moving-questions.ts';
import { play, YEAR } from '../testing/play.ts';
import { newSeed, runOf } from '../testing/seed.ts';
import { startStandalone } from '../testing/standalone-process.ts';

const PROJECTED_MS = 60_000;

describeWithEngine('mongodb', 'a house that grew: from one process to services over engines', (mongodb) => {
  describeWithEngine('kafka', 'over Kafka and a protocol server', (kafka) => {
    it('answers and figures are the same, places of before are refused, and no partner hears twice', async () => {
      const run = runOf(newSeed('moving to services'));
      const people = everyWay();
      let webhookPorts: readonly number[] = [];
      await using played = await play({
        start: (options) => {
          webhookPorts = options.webhookPorts ?? [];
          return startStandalone(options);
        },
        people,
        run,
      });
      const { system, partners } = played;
      const verdict = createVerdict(() => undefined);
      await compare({ ...played, people, year: YEAR, verdict });
      expect(verdict.print()).toBe(true);
      await system.caughtUp();
      const log = await logOf(system.folder);
      const questions = questionsOf(played, metadataOf(log[Math.floor(log.length / 2)] ?? log[0]!).recordedAt);
      const before = await answersTo(questions, played.api);
      const { position, cursor } = await placeIn(played);
      const requests = () => partners.health.counts.requests + partners.school.counts.requests;
      const requestsBefore = requests();
      await system.kill('SIGTERM');
      const exported = join(system.folder, 'export');
      expect(await runAmana(['export', exported], { AMANA_DATA: system.folder, AMANA_LOG_PURPOSE: 'demo' })).toMatchObject({ code: 0 });

      const prepare: NonNullable<Parameters<typeof startDistributed>[0]['prepare']> = async (env) => {
        bringKek(system.folder, env.AMANA_DATA);
        expect(await runAmana(['import', exported], env)).toMatchObject({ code: 0 });
      };
      await using services = await startDistributed({ mongodb, kafka, webhookPorts, prepare });
      const api = createApi({ url: services.url, issuer: services.issuer, waitSeconds: 30 });
      const stage = createStage({ api, run, year: YEAR });
      const cast = createCast(stage);
      expect(await eventually(before, () => answersTo(questions, api))).toEqual(before);
      for (const query of [`minPosition=${position}`, `cursor=${encodeURIComponent(cursor)}`]) {
        const { status, body } = await api.get(cast.supervisor, `/v1/cases?${query}`);
        expect({ query, status, code: body['code'] }).toEqual({ query, status: 409, code: 'WRONG_ERA' });
      }

      const [newcomer] = everyWay(20);
      await playPerson(newcomer!, { stage, cast, partners }); // its alerts come behind all that would be sent again
      const heard = partners.health.alerts.size + partners.school.alerts.size;
      expect(heard).toBeGreaterThan(requestsBefore);
      expect(requests()).toBe(heard);
    }, 240_000);
  });
});

/** Lists and figures are made again from the log: they come to what they were, or are shown as they are. */
async function eventually(wanted: readonly unknown[], ask: () => Promise<unknown[]>): Promise<unknown[]> {
  const deadline = performance.now() + PROJECTED_MS;
  for (;;) {
    const found = await ask();
    if (isDeepStrictEqual(found, wanted) || performance.now() > deadline) return found;
    await sleep(200);
  }
}
