import type { Person } from '../demo/caseload.ts';

const usual = {
  birthYear: 2010,
  day: 20,
  byPolice: true,
  mayBeReported: true,
  reintegrated: false,
  closed: 'no',
  corrected: false,
  reassigned: false,
  status: 'ActualVictimOfTrafficking',
} as const;
const child = { ...usual, sex: 'M', child: true } as const;
const adult = { ...usual, sex: 'F', child: false, birthYear: 1990, byPolice: false } as const;

const ways: readonly Omit<Person, 'index'>[] = [
  { ...child, referral: 'served', reintegrated: true, closed: 'closed', corrected: true },
  { ...adult, referral: 'asked-and-served', reintegrated: true, closed: 'returned' },
  { ...child, referral: 'declined', reassigned: true, mayBeReported: false },
  { ...adult, referral: 'none', reintegrated: true, closed: 'reopened' }, // the fourth one is found unsafe at the follow-up
  { ...child, referral: 'no-show' },
  { ...adult, referral: 'revoked', corrected: true },
  { ...child, referral: 'withdrawn' },
  { ...adult, referral: 'withdrawn-after-acceptance', status: 'PossibleVictimOfTrafficking' },
  { ...child, referral: 'unanswered' },
];

/** One invented person for each way in which the story can go: no seed leaves one out. Their numbers begin at `from`, a multiple of 20. */
export const everyWay = (from = 0): Person[] => ways.map((way, i) => ({ ...way, index: from + i }));
