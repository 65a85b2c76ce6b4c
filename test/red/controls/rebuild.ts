import type { Control } from '../control.ts';

const app = 'packages/app/src';
const rebuild = `${app}/rebuild/rebuild-projection.int.test.ts`;
const parking = `${app}/parking/parking.int.test.ts`;
const store = 'packages/store-embedded/src';

export const rebuildControls: readonly Control[] = [
  {
    defence: 'another build is read only where the one before it is still read',
    file: `${store}/sqlite-read-model-store.ts`,
    find: 'if (readLive(db, version).build !== from) return { moved: false };',
    put: '',
    tests: [`${store}/sqlite-read-model-store.contract.test.ts`],
  },
  {
    defence: 'a build that is not there cannot be read',
    file: `${store}/sqlite-read-model-store.ts`,
    find: 'tableOf(db, to); // it is there',
    put: '',
    tests: [`${store}/sqlite-read-model-store.contract.test.ts`],
  },
  {
    defence: 'one question sees one build, whatever goes live meanwhile',
    file: `${app}/rebuild/pin-builds.ts`,
    find: 'if (known !== undefined) return known;',
    put: '',
    tests: [rebuild],
  },
  {
    defence: 'a projector goes over to the build that is read',
    file: `${app}/projector.ts`,
    find: "if ((await deps.rows.live(version)).build !== on.build) return 'elsewhere';",
    put: '',
    tests: [rebuild, parking],
  },
  {
    defence: 'a rebuild fails instead of parking',
    file: `${app}/rebuild/extend-build.ts`,
    find: 'if (!mayPark) refuseParked(written);',
    put: '',
    tests: [rebuild],
  },
  {
    defence: 'a rebuild is refused where one row differs',
    file: `${app}/rebuild/compare-build.ts`,
    find: 'if (differing.length > 0) throw',
    put: 'if (differing.length > 1) throw',
    tests: [rebuild],
  },
  {
    defence: 'a tombstone that would hide what comes next is a difference',
    file: `${app}/rebuild/compare-build.ts`,
    find: 'row.gone && row.revision > last',
    put: 'row.gone && row.revision < 0',
    tests: [rebuild],
  },
  {
    defence: 'a row of no stream of the log is a difference',
    file: `${app}/rebuild/rebuild-projection.ts`,
    find: 'if (found !== expected) throw',
    put: 'if (found < expected) throw',
    tests: [rebuild],
  },
  {
    defence: 'a build goes live no earlier in the log than the one that is read',
    file: `${app}/rebuild/rebuild-projection.ts`,
    find: "const streams = await extendBuild({ build, stage: 'catch-up', mayPark: false }, deps);",
    put: 'const streams = new Map<string, number>();',
    tests: [rebuild],
  },
  {
    defence: 'no build goes live in another era than it was made in',
    file: `${app}/rebuild/rebuild-projection.ts`,
    find: "if (saidOfLog.at(-1)?.id !== log.era) throw new RebuildRefused('LOG_CHANGED');",
    put: '',
    tests: [rebuild],
  },
  {
    defence: 'a build goes back only when it has caught up',
    file: `${app}/rebuild/rebuild-projection.ts`,
    find: "await extendBuild({ build: live.previous, stage: 'catch-up', mayPark: true }, deps);",
    put: '',
    tests: [rebuild],
  },
  {
    defence: 'a parking ends after its rows are written',
    file: `${app}/parking/unpark.ts`,
    find: 'await deps.rows.put(build, written);',
    put: 'await deps.rows.put(build, [unparkedRow(marker)]);\n  await deps.rows.put(build, written);',
    tests: [parking],
  },
  {
    defence: 'a replay that mends nothing is answered',
    file: `${app}/parking/unpark.ts`,
    find: 'if (isAskedFor(marker)) await',
    put: 'if (!isAskedFor(marker)) await',
    tests: [parking],
  },
  {
    defence: 'a stream whose rows cannot be shown is parked',
    file: `${app}/project-batch.ts`,
    find: 'return show({ ...deps, projection: showingEach(deps.projection, stream) });',
    put: 'throw new RangeError();',
    tests: [`${app}/project-batch.unit.test.ts`],
  },
];
