import type { Control } from '../control.ts';

const rules = ['test/histories/random-rules.int.test.ts'];

/** Rules that are taken out of the domain are missed by the random histories; checks that see nothing are found by logs that are wrong. */
export const historyControls: readonly Control[] = [
  {
    defence: 'random histories miss a rule that was taken out: no consent before the information (I-21)',
    file: 'packages/domain/src/case/consent/grant-consent.ts',
    find: '      wasInformed(state, body.informationId),\n',
    put: '',
    tests: rules,
    only: 'no sequence of commands|I-21 holds',
  },
  {
    defence: 'a check of random histories that finds nothing is found out',
    file: 'test/histories/invariants/invariant.ts',
    find: 'asked.filter((moment) => !holds(moment))',
    put: 'asked.filter((moment) => !holds(moment) && of.length === 0)',
    tests: ['test/histories/checks-can-fail.int.test.ts'],
  },
  {
    defence: 'each rule that a command names is asked of the histories',
    file: 'test/histories/invariants/all-invariants.ts',
    find: '...stay, ...referral, ',
    put: '...stay, ',
    tests: rules,
    only: 'every rule that a command names',
  },
];
