import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { commands } from '@amana/domain/catalogue';
import { newSeed } from '../testing/seed.ts';
import { foldAll } from './history.ts';
import { histories, type Intent } from './intents.ts';
import { allInvariants, askedElsewhere, withoutFacts } from './invariants/all-invariants.ts';
import { playHistory } from './play-history.ts';
import { createPureHouse } from './pure-house.ts';
import { lengths, patienceMs, runs } from './runs.ts';
import { createSurvey } from './survey.ts';
import { onceBroken, wholeLives } from './whole-lives.ts';

const survey = createSurvey();

describe('random histories, by the rules alone', () => {
  it(
    'no sequence of commands makes a fold throw, a replay differ from what was kept, or a rule of domain.md 2.7 false',
    async () => {
      await fc.assert(
        fc.asyncProperty(histories(lengths.rules), async (intents) => {
          const house = createPureHouse();
          const given = await playHistory(intents, house);
          for (const [stream, state] of foldAll(house.log())) expect(house.stateOf(stream)).toEqual(state);
          expect(survey.ask(house, given)).toEqual([]);
        }),
        { seed: newSeed('random rules'), numRuns: runs.rules, examples: [wholeLives, ...onceBroken].map((intents): [Intent[]] => [[...intents]]) },
      );
    },
    patienceMs,
  );

  it.each(allInvariants.filter(({ only }) => only !== 'rows'))('$id holds in each of them: $rule', (invariant) => {
    expect(survey.of(invariant)).toEqual({ asked: expect.any(Number), faults: [] });
    expect(survey.of(invariant).asked).toBeGreaterThan(0);
  });

  it('every rule that a command names is asked of the histories, or it is said why not', () => {
    const asked = new Set(allInvariants.map(({ id }) => id));
    const named = new Set(commands.flatMap(({ rules }) => rules).filter((rule) => rule.startsWith('I-')));
    expect([...named].filter((rule) => !asked.has(rule) && !askedElsewhere.includes(rule))).toEqual([]);
    expect(withoutFacts.filter((rule) => asked.has(rule) || named.has(rule))).toEqual([]);
  });
});
