import type { Control } from '../control.ts';

const disclosure = 'packages/disclosure/src';
const report = 'packages/domain/src/report';

export const figureControls: readonly Control[] = [
  {
    defence: 'a margin with a cell below k is withheld whole (D-02)',
    file: `${disclosure}/suppress-margins.ts`,
    find: 'cells.every((cell) => cell.value >= k)',
    put: 'cells.some((cell) => cell.value >= k)',
    tests: [`${disclosure}/suppress-margins.unit.test.ts`],
  },
  {
    defence: 'no release is laxer than eleven persons',
    file: `${disclosure}/suppress-margins.ts`,
    find: ' || k < LEAST_K)',
    put: ')',
    tests: [`${disclosure}/suppress-margins.unit.test.ts`],
  },
  {
    defence: 'eleven persons are the least that a figure may be of',
    file: `${disclosure}/suppress-margins.ts`,
    find: 'export const LEAST_K = 11;',
    put: 'export const LEAST_K = 10;',
    tests: [`${disclosure}/suppress-margins.unit.test.ts`],
  },
  {
    defence: 'a withheld margin keeps no cell, not even a code',
    file: `${disclosure}/suppress-margins.ts`,
    find: '{ name, cells: [], shown,',
    put: '{ name, cells, shown,',
    tests: [`${disclosure}/suppress-margins.unit.test.ts`],
  },
  {
    defence: 'no release overlaps another of its grant and centre: the difference could reveal a person (I-109)',
    file: `${report}/publish-report.ts`,
    find: "released.some((period) => overlaps(period, body)) ?",
    put: 'released.length < 0 ?',
    tests: [`${report}/publish-report.unit.test.ts`],
    only: 'overlaps a release',
  },
  {
    defence: 'a grant that was registered twice is one: releases are compared by its code (I-109)',
    file: 'packages/app/src/figures/release-queries.ts',
    find: "[{ key: 'grantCode', is: grantCode }]",
    put: "[{ key: 'grantId', is: grantId }]",
    tests: ['packages/app/src/figures/release.int.test.ts'],
  },
  {
    defence: 'nothing is released while a release is parked (I-109)',
    file: 'packages/app/src/figures/release-queries.ts',
    find: "[{ key: 'parked', is: true }])) > 0)",
    put: "[{ key: 'parked', is: true }])) < 0)",
    tests: ['packages/app/src/figures/release.int.test.ts'],
  },
  {
    defence: 'the code of a grant is given once (I-109)',
    file: 'packages/domain/src/grant/register-grant.ts',
    find: "context.ofCode.length === 0 || context.ofCode === 'unchecked' ?",
    put: 'context.ofCode.length >= 0 ?',
    tests: ['packages/domain/src/grant/register-grant.unit.test.ts'],
  },
  {
    defence: 'a release that was published never changes (I-109)',
    file: `${report}/publish-report.ts`,
    find: "state.release.published ? reject('REPORT_IS_FROZEN') : undefined,",
    put: 'undefined,',
    tests: [`${report}/publish-report.unit.test.ts`],
    only: 'never changes',
  },
  {
    defence: 'nothing is released while the releases before cannot be seen',
    file: `${report}/publish-report.ts`,
    find: "if (released === 'unchecked' || figures === 'unchecked')",
    put: "if (released === 'unchecked') return accept([] as never, { rules: [] });\n    if (figures === 'unchecked')",
    tests: [`${report}/publish-report.unit.test.ts`],
    only: 'cannot be had',
  },
  {
    defence: 'a release is decided on rows that have read the log to its head',
    file: 'packages/app/src/figures/release-queries.ts',
    find: 'if (!(await waitUntilProjected(releasesName, await deps.events.head(), { ...deps, rows })))',
    put: 'if (deps.events === undefined)',
    tests: ['packages/app/src/figures/release.int.test.ts'],
    only: 'lag behind the log',
  },
];
