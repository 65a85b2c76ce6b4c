import { describe, expect, it } from '@jest/globals';
import { metadataOf } from '@amana/app/stored-metadata';
import { commands } from '@amana/domain/catalogue';
import { caseload } from '../demo/caseload.ts';
import { createChance } from '../demo/chance.ts';
import { compare } from '../demo/compare.ts';
import { createVerdict } from '../demo/verdict.ts';
import { everyWay } from '../testing/every-way.ts';
import { isOfTheSystem, logOf } from '../testing/log-of.ts';
import { play, YEAR } from '../testing/play.ts';
import { playTheRest } from '../testing/rest-of-the-catalogue.ts';
import { newSeed, runOf } from '../testing/seed.ts';

/** The persons of the seed, and behind them one for each way in which the story can go. */
const peopleOf = (seed: number) => [...caseload({ persons: 11, year: YEAR }, createChance(seed)), ...everyWay(20)];

describe('the whole story, on the program as users start it', () => {
  it('every command that a person can give is given and answered; the tally agrees; every alert is signed', async () => {
    const seed = newSeed('story');
    const people = peopleOf(seed);
    await using played = await play({ people, run: runOf(seed) });
    const { stage, partners, given, standalone } = played;
    const lines: string[] = [];
    const verdict = createVerdict((line) => lines.push(line));
    await compare({ ...played, people, year: YEAR, verdict });
    expect({ agrees: verdict.print(), lines }).toEqual({ agrees: true, lines });
    await playTheRest(played);

    const answered = new Set(given.filter(({ answer }) => answer.status === 201).map(({ command }) => command.name));
    const forPersons = commands.filter(({ roles, partnerRoles }) => [...roles, ...partnerRoles].some((role) => role !== 'SYS'));
    expect(forPersons.map(({ name }) => name).filter((name) => !answered.has(name))).toEqual([]);

    for (const partner of Object.values(partners)) {
      const { requests, verified, refused } = partner.counts;
      expect({ verified, refused }).toEqual({ verified: requests, refused: 0 });
      expect(partner.alerts.size).toBe(requests);
    }
    expect(await standalone.kill('SIGTERM')).toEqual({ code: 0, signal: null });

    const stored = (await logOf(standalone.folder)).filter((event) => !isOfTheSystem(event));
    expect(stored).toHaveLength(stage.tally.events);
    expect(Map.groupBy(stored, (event) => metadataOf(event).commandId).size).toBe(stage.tally.acknowledged);
    for (const [caseId, events] of stage.onCase) expect(stored.filter(({ stream }) => stream === `case-${caseId}`)).toHaveLength(events);
  }, 60_000);
});
