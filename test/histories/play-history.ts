import type { CommandOutcome, CommandRequest } from '@amana/app/command-request';
import type { AgencyState } from '@amana/domain/agency/state';
import type { CaseFold } from '@amana/domain/case/state';
import { commands, findCommand } from '@amana/domain/catalogue';
import type { Command } from '@amana/domain/command-definition';
import { FULL_AGE } from '@amana/domain/person/age';
import { createChance, type Chance } from '../demo/chance.ts';
import { agencies, idOf, people, scene as stage, type Casting } from './cast.ts';
import type { Scene } from './fitting.ts';
import type { House } from './house.ts';
import type { Intent } from './intents.ts';
import { forChildren, stepAt } from './life-path.ts';
import { steadyChance } from './steady-chance.ts';
import { makeCommand, type Made } from './make-command.ts';

export type Given = { readonly request: CommandRequest; readonly outcome: CommandOutcome };

/** Told of each command that was given, before the next one. */
export type Watch = (given: Given) => void | Promise<void>;

const chanceOf = (luck: number | 'steady'): Chance => (luck === 'steady' ? steadyChance : createChance(luck));

const detour = [
  ['RequestClosure', { reason: 'LOST_CONTACT' }],
  ['ApproveClosure', {}],
  ['ReopenCase', {}],
] as const;

const MOST_TRIES = 12;
const MOST_REFUSALS = 8;

const known = (name: string): Command<never> => {
  const command = findCommand(name);
  if (command === undefined) throw new Error(`no command ${name}`);
  return command;
};

/** How far a case has come, which steps it has not behind it, and how often it was refused in a row. */
type Way = { at: number; readonly missed: number[]; refused: number; without?: number };

/** The next step of its life, or one that it missed; and sometimes somebody forgets one. */
function nextStep(way: Way, chance: Chance): number {
  if (way.missed.length > 0 && chance.percent(45)) {
    way.missed.sort((one, other) => one - other);
    return way.missed.splice(chance.percent(70) ? 0 : chance.between(0, way.missed.length - 1), 1)[0] ?? 0;
  }
  if (chance.percent(5)) way.missed.push(way.at++);
  return way.at++;
}

/** Gives what the intents mean, one command after the other. Deterministic: the same intents, the same requests and clock. */
export async function playHistory(intents: readonly Intent[], house: House, watch: Watch = () => undefined): Promise<Given[]> {
  const given: Given[] = [];
  const ways = people.map((): Way => ({ at: 0, missed: [], refused: 0 }));
  let ids = 0;
  const fresh = (what: string): string => idOf(what, ++ids);

  const give = async (request: CommandRequest): Promise<void> => {
    const each = { request, outcome: await house.give(request) };
    given.push(each);
    await watch(each);
  };
  const giveMade = ({ name, ...made }: Made) => give({ ...made, command: known(name), commandId: fresh('c0de') });
  const sceneOf = (of: Casting, chance: Chance): Scene => ({
    of,
    chance,
    fresh,
    state: house.fold('case', of.caseId) as CaseFold,
    agency: house.fold('agency', agencies.school) as AgencyState,
  });

  const play: { readonly [K in Intent['kind']]: (intent: Extract<Intent, { kind: K }>) => Promise<void> } = {
    walk: async ({ of, steps, luck, without }) => {
      const chance = chanceOf(luck);
      for (let step = 0; step < steps; step++) {
        const [person, way] = [people[of] ?? people[0], ways[of] ?? { at: 0, missed: [], refused: 0 }];
        if (without !== undefined) way.without = without;
        const at = nextStep(way, chance);
        if (at === way.without) continue;
        const name = stepAt(at);
        if (person.age >= FULL_AGE && forChildren.includes(name) && chance.percent(90)) continue;
        await giveMade(makeCommand(known(name), sceneOf(person, chance), { now: house.clock.now() }));
        if (given.at(-1)?.outcome.outcome !== 'stored' && ++way.refused < MOST_REFUSALS) way.missed.push(at);
        else way.refused = 0;
      }
    },
    any: async ({ of, command, luck, wrong, body }) => {
      const scene = sceneOf(people[of] ?? people[0], chanceOf(luck));
      await giveMade(makeCommand(commands[command] ?? known('IdentifyPerson'), scene, { now: house.clock.now(), wrong, body }));
    },
    detour: async ({ of, luck }) => {
      const scene = () => sceneOf(people[of] ?? people[0], chanceOf(luck));
      for (const [name, body] of detour) await giveMade(makeCommand(known(name), scene(), { now: house.clock.now(), body }));
    },
    try: async ({ of, luck }) => {
      const chance = createChance(luck);
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const scene = sceneOf(people[of] ?? people[0], chance);
        await giveMade(makeCommand(chance.pick(commands), scene, { now: house.clock.now() }));
        if (given.at(-1)?.outcome.outcome === 'stored') return;
      }
    },
    again: async ({ nth, as }) => {
      const before = given[nth % Math.max(1, given.length)]?.request;
      if (before === undefined) return;
      const { actor, body } = before;
      if (as === 'the same') await give(before);
      else if (as === 'another user') await give({ ...before, actor: { ...actor, userId: 'user-somebody-else' } });
      else await give({ ...before, body: { ...(body as object), legalBasis: ['PUBLIC_TASK', 'LEGAL_OBLIGATION'] } });
    },
    clock: async ({ jumpMs }) => house.clock.jump(jumpMs),
    confirm: async () => house.clock.confirm(),
    project: () => house.project(),
  };

  for (const { name, id, actor, body } of stage) await giveMade({ name, id, actor, body: { ...body, occurredAt: { value: '2022-01-01', precision: 'day', zone: 'Africa/Niamey' } } });
  await house.project();
  for (const intent of intents) await (play[intent.kind] as (intent: Intent) => Promise<void>)(intent);
  return given;
}
