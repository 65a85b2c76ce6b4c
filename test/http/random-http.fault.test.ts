import { describe, expect, it } from '@jest/globals';
import { atOnce } from '../demo/at-once.ts';
import { createChance } from '../demo/chance.ts';
import { everyWay } from '../testing/every-way.ts';
import { isOfTheSystem, logOf } from '../testing/log-of.ts';
import { play } from '../testing/play.ts';
import { newSeed, runOf } from '../testing/seed.ts';
import { startUnlimited } from '../testing/start-unlimited.ts';
import { insideIn } from './inside-in.ts';
import { hostileRequest } from './random-requests.ts';
import { exchange, requestBytes, statusesIn } from './raw-exchange.ts';
import { startSlowClients } from './slow-clients.ts';
import { targetOf } from './target-of.ts';

const REQUESTS = 4_000;
const AT_ONCE = 20;
const WAITING = 8;

describe('random HTTP', () => {
  it('is never answered with a failure, a hang or anything of the inside; slow clients are answered in the end', async () => {
    const seed = newSeed('random HTTP');
    const chance = createChance(seed);
    await using played = await play({ start: startUnlimited, people: everyWay().filter(({ index }) => index === WAITING), run: runOf(seed) });
    const { system: amana, stage } = played;
    const port = Number(new URL(amana.url).port);
    const target = await targetOf(played, WAITING);
    const slow = await startSlowClients(port, { many: 60 });
    const faults: { what: string; fault: unknown }[] = [];
    const answered = new Map<number, number>();

    await atOnce(AT_ONCE, Array.from({ length: REQUESTS }), async () => {
      const hostile = hostileRequest(chance, target);
      const { text, hangs } = await exchange(port, hostile);
      const statuses = statusesIn(text);
      for (const status of statuses) answered.set(status, (answered.get(status) ?? 0) + 1);
      const fault = hangs ? 'hangs' : (statuses.find((status) => status >= 500 && status !== 503) ?? insideIn(text));
      if (fault !== undefined) faults.push({ what: hostile.what, fault });
      slow.oneByteMore();
    });
    expect(faults).toEqual([]);
    expect([...answered.keys()]).toEqual(expect.arrayContaining([200, 201, 400, 403, 404, 405, 413, 415]));
    for (const statuses of await slow.finish()) expect([[200], [408]]).toContainEqual(statuses);
    expect(statusesIn((await exchange(port, { bytes: requestBytes({ method: 'GET', path: '/readyz' }) })).text)).toEqual([200]);

    expect(await amana.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(amana.output().split('\n').filter((line) => line.includes('"level":"error"'))).toEqual([]);
    const stored = (await logOf(amana.folder)).filter((event) => !isOfTheSystem(event));
    const givenAtRandom = new Set(stored.map(({ metadata }) => metadata['commandId'])).size - stage.tally.acknowledged;
    expect(givenAtRandom).toBeGreaterThan(0);
  }, 120_000);
});
