import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { allOf, digests } from '@amana/app/moving/testing/move';
import { commands } from '@amana/domain/catalogue';
import { newSeed } from '../testing/seed.ts';
import { expectFigures, expectKnown, expectMoves, expectReplay, expectSameRows } from './at-the-end.ts';
import { openKeyring, openStores } from './embedded-stores.ts';
import { histories, type Intent } from './intents.ts';
import { allInvariants } from './invariants/all-invariants.ts';
import { playHistory, type Given } from './play-history.ts';
import { createRealHouse } from './real-house.ts';
import { lengths, patienceMs, runs } from './runs.ts';
import { storedAsDecided } from './stored-as-decided.ts';
import { createSurvey } from './survey.ts';
import { wholeLives } from './whole-lives.ts';

const survey = createSurvey();
let keys: ReturnType<typeof openKeyring>;

beforeAll(() => {
  keys = openKeyring();
});
afterAll(() => keys.close());

/** The digests of what is stored, and the answers. */
async function playForgetful(intents: readonly Intent[]): Promise<{ given: Given[]; log: string[] }> {
  using stores = openStores(keys.keyring);
  const house = await createRealHouse(stores, { forgetful: true });
  const given = await playHistory(intents, house);
  return { given, log: digests(await allOf(stores.events)) };
}

async function playThrough(intents: readonly Intent[]): Promise<{ given: Given[]; log: string[]; assisted: number; reintegrated: number }> {
  using stores = openStores(keys.keyring);
  const house = await createRealHouse(stores);
  const given = await playHistory(intents, house, storedAsDecided(house));
  const log = await expectReplay(house);
  expect(survey.ask(house, given)).toEqual([]);
  await expectSameRows(house, log);
  const { total, reintegratedPeriod } = await expectFigures(house);
  await expectMoves(house, log);
  expectKnown(house.log());
  return { given, log: digests(log), assisted: total, reintegrated: reintegratedPeriod };
}

describe('random histories, through the handler over the embedded store', () => {
  it('a history that gives every command of the catalogue, and counts somebody', async () => {
    const { given, log, ...figures } = await playThrough(wholeLives);
    expect(await playForgetful(wholeLives)).toEqual({ given, log });
    const stored = new Set(given.filter(({ outcome }) => outcome.outcome === 'stored').map(({ request }) => request.command.name));
    expect(commands.map(({ name }) => name).filter((name) => !stored.has(name))).toEqual([]);
    expect(figures).toEqual({ assisted: 2, reintegrated: 2 });
  }, 60_000);

  it(
    'what is stored is what was decided; log, states, rows, figures and export agree; no count is negative; a handler that remembers folds answers as one that does not',
    async () => {
      await fc.assert(
        fc.asyncProperty(histories(lengths.stores), async (intents) => {
          const { given, log } = await playThrough(intents);
          expect(await playForgetful(intents)).toEqual({ given, log });
        }),
        { seed: newSeed('random histories'), numRuns: runs.stores },
      );
    },
    patienceMs,
  );

  it.each(allInvariants.filter(({ only }) => only !== 'exact'))('$id holds in each of them: $rule', (invariant) => {
    const { asked, faults } = survey.of(invariant);
    expect(faults).toEqual([]);
    expect(asked).toBeGreaterThan(0);
  });
});
