import { expect } from '@jest/globals';
import { metadataOf } from '@amana/app/stored-metadata';
import { commands } from '@amana/domain/catalogue';
import type { RecordedEvent } from '@amana/ports/event-store';
import { caseload } from '../demo/caseload.ts';
import { createChance } from '../demo/chance.ts';
import { compare } from '../demo/compare.ts';
import { createVerdict } from '../demo/verdict.ts';
import { everyWay } from './every-way.ts';
import { isOfTheSystem } from './log-of.ts';
import { play, YEAR, type PlayedSystem } from './play.ts';
import { playTheRest } from './rest-of-the-catalogue.ts';
import { newSeed, runOf } from './seed.ts';
import type { StandaloneOptions } from './standalone-process.ts';

/** The persons of the seed, and behind them one for each way in which the story can go. */
const peopleOf = (seed: number) => [...caseload({ persons: 11, year: YEAR }, createChance(seed)), ...everyWay(20)];

export type StorySystem = PlayedSystem & {
  /** Stops it in order and gives all that stands in its log. */
  stopAndRead(): Promise<RecordedEvent[]>;
};

/**
 * Every command that a person can give is given and answered; the tally agrees; every alert is signed; the log holds what was
 * acknowledged, and nothing twice. The same word for word in every mode.
 */
export async function wholeStory<System extends StorySystem>(start: (options: Pick<StandaloneOptions, 'webhookPorts'>) => Promise<System>): Promise<void> {
  const seed = newSeed('story');
  const people = peopleOf(seed);
  await using played = await play({ start, people, run: runOf(seed) });
  const { stage, partners, given, system } = played;
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
    for (const body of partner.bodies) {
      const { data } = JSON.parse(body) as { data: { referralId?: string; link?: string } };
      expect(data.link).toBe(data.referralId === undefined ? undefined : `${system.url}/v1/referrals/${data.referralId}`);
    }
  }

  const stored = (await system.stopAndRead()).filter((event) => !isOfTheSystem(event));
  expect(stored).toHaveLength(stage.tally.events);
  expect(Map.groupBy(stored, (event) => metadataOf(event).commandId).size).toBe(stage.tally.acknowledged);
  for (const [caseId, events] of stage.onCase) expect(stored.filter(({ stream }) => stream === `case-${caseId}`)).toHaveLength(events);
}
