import type { Chance } from './chance.ts';

/** How a referral of this person goes. */
export type ReferralPlay = 'none' | 'served' | 'asked-and-served' | 'declined' | 'unanswered' | 'no-show' | 'revoked' | 'withdrawn' | 'withdrawn-after-acceptance';

export type Person = {
  readonly index: number;
  readonly sex: 'M' | 'F';
  readonly child: boolean;
  readonly birthYear: number;
  /** Day of the year on which the person is identified. */
  readonly day: number;
  readonly byPolice: boolean;
  readonly reintegrated: boolean;
  /** Consents to non-identifying statistics: only those are in releases. */
  readonly mayBeReported: boolean;
  readonly referral: ReferralPlay;
  readonly closed: 'no' | 'closed' | 'returned' | 'reopened';
  readonly corrected: boolean;
  readonly reassigned: boolean;
  readonly status: 'PossibleVictimOfTrafficking' | 'ActualVictimOfTrafficking';
};

/** The Zinder centre in 2022 (domain.md 1.2): 138 boys, 58 girls, 19 men, 5 women; 28 of them got reintegration support. */
const zinder = { boys: 138, girls: 58, men: 19, women: 5 };
const REINTEGRATED = 28;
const ALL = 220;

const plays: readonly ReferralPlay[] = ['served', 'asked-and-served', 'declined', 'unanswered', 'no-show', 'revoked', 'withdrawn', 'withdrawn-after-acceptance', 'none', 'none'];

/** Scales whole numbers so that they still add up: the largest remainders get what is left. */
export function share(parts: readonly number[], total: number): number[] {
  const sum = parts.reduce((all, part) => all + part, 0);
  const exact = parts.map((part) => (part * total) / sum);
  const whole = exact.map(Math.floor);
  const order = exact.map((value, i) => ({ i, rest: value - Math.floor(value) })).toSorted((a, b) => b.rest - a.rest);
  const left = total - whole.reduce((all, part) => all + part, 0);
  for (const { i } of order.slice(0, left)) whole[i] = (whole[i] ?? 0) + 1;
  return whole;
}

export function caseload({ persons, year }: { persons: number; year: number }, chance: Chance): Person[] {
  const [boys = 0, girls = 0, men = 0, women = 0] = share(Object.values(zinder), persons);
  const groups = [
    { count: boys, sex: 'M', child: true },
    { count: girls, sex: 'F', child: true },
    { count: men, sex: 'M', child: false },
    { count: women, sex: 'F', child: false },
  ] as const;
  const drawn = groups.flatMap(({ count, sex, child }) => Array.from({ length: count }, () => ({ sex, child, order: chance.next() })));
  const shuffled = drawn.toSorted((a, b) => a.order - b.order);
  const supported = Math.round((REINTEGRATED * persons) / ALL);
  return shuffled.map(({ sex, child }, index) => personOf({ sex, child, index, reintegrated: index < supported, year }, chance));
}

type Given = Pick<Person, 'sex' | 'child' | 'index' | 'reintegrated'> & { readonly year: number };

function personOf({ year, ...given }: Given, chance: Chance): Person {
  const play = chance.pick(plays);
  const dropped = play.startsWith('withdrawn');
  return {
    ...given,
    birthYear: given.child ? year - chance.between(8, 16) : year - chance.between(20, 45),
    day: chance.between(5, 200),
    byPolice: chance.percent(60),
    mayBeReported: chance.percent(92),
    referral: play,
    closed: given.reintegrated && !dropped ? chance.pick(['no', 'closed', 'returned', 'reopened']) : 'no',
    corrected: chance.percent(10),
    reassigned: chance.percent(10),
    status: chance.percent(70) ? 'ActualVictimOfTrafficking' : 'PossibleVictimOfTrafficking',
  };
}
