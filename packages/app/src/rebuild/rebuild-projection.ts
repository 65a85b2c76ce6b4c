import { projectionName } from '@amana/domain/projections/projection';
import type { LiveBuild } from '@amana/ports/read-model-store';
import { isSameLog } from '../open-log.ts';
import { buildsOf, newerThan, nextBuild, shapeOf } from './build-names.ts';
import { compareStreams } from './compare-build.ts';
import { extendBuild, streamsUpTo } from './extend-build.ts';
import type { RebuildDeps } from './rebuild-deps.ts';
import { RebuildRefused } from './rebuild-refused.ts';

/** So often a build tries to be where the one that is read is, before it goes live a moment behind it. */
const ROUNDS = 20;

export type Rebuilt = LiveBuild & {
  /** Streams and living rows that were compared with a fresh fold of the log. */
  readonly streams: number;
  readonly rows: number;
  /** It went on from where an earlier rebuild had ended. */
  readonly goneOn: boolean;
};

/**
 * Builds a projection version once more, beside the build that is read, and has the new one read when each of its rows is what a fresh
 * fold of the log gives. The old one is kept for `goBack`; what was kept before is dropped. Killed at any instant it goes on, the next
 * time, from its last checkpoint. `anew` throws away what an earlier one has left.
 *
 * Throws RebuildRefused; then readers read what they read before.
 */
export async function rebuildProjection(deps: RebuildDeps, { anew }: { anew: boolean }): Promise<Rebuilt> {
  const { rows, projection } = deps;
  const version = projectionName(projection);
  const live = await rows.live(version);
  const { build, goneOn } = await chooseBuild(live, anew, deps);

  await extendBuild({ build, stage: 'build', mayPark: false }, deps);
  const living = await compareStreams({ build, streams: await streamsUpTo(await positionOf(build, deps), deps) }, deps);
  await compareCount(build, living, deps);
  for (let round = 0; round < ROUNDS; round++) {
    const streams = await extendBuild({ build, stage: 'catch-up', mayPark: false }, deps);
    for (const [stream, count] of await compareStreams({ build, streams }, deps)) living.set(stream, count);
    if ((await positionOf(build, deps)) >= (await positionOf(live.build, deps))) break;
  }
  const counted = await compareCount(build, living, deps);

  await switchTo(build, live.build, deps);
  await dropOthers(version, [build, live.build], deps);
  return { build, previous: live.build, streams: living.size, rows: counted, goneOn };
}

type Chosen = { readonly build: string; readonly goneOn: boolean };

/** An unfinished build, else a new one. What an interrupted switch has left behind is removed. */
async function chooseBuild({ build: read, previous = read }: LiveBuild, anew: boolean, deps: RebuildDeps): Promise<Chosen> {
  const { rows, projection } = deps;
  const version = projectionName(projection);
  const builds = buildsOf(version, await rows.projections());
  const unfinished = newerThan(version, builds, [read, previous]);
  const found = anew ? undefined : unfinished.at(-1);
  for (const build of builds) if (![read, previous, found].includes(build)) await rows.drop(build);
  if (found === undefined) return { build: nextBuild(version, builds), goneOn: false };
  return { build: found, goneOn: await isOfThisLog(found, deps) };
}

async function isOfThisLog(build: string, { rows, events, log }: RebuildDeps): Promise<boolean> {
  const checkpoint = await rows.checkpoint(build);
  return checkpoint !== undefined && checkpoint.era === log.era && (await isSameLog(checkpoint, events));
}

/** Nowhere: before all events. */
async function positionOf(build: string, { rows, log }: RebuildDeps): Promise<bigint> {
  const checkpoint = await rows.checkpoint(build);
  return checkpoint?.era === log.era ? checkpoint.position : -1n;
}

/** A row of a stream that the log does not know is found by nothing but the count. */
async function compareCount(build: string, living: ReadonlyMap<string, number>, { rows }: RebuildDeps): Promise<number> {
  const expected = [...living.values()].reduce((sum, count) => sum + count, 0);
  const found = await rows.count(build, []);
  if (found !== expected) throw new RebuildRefused('COUNT_DIFFERS', { build, expected, found });
  return found;
}

/** @throws RebuildRefused where the log began another era, or somebody else had another build read */
async function switchTo(to: string, from: string, { rows, projection, events, log }: RebuildDeps): Promise<void> {
  const { events: saidOfLog } = await events.readStream('log');
  if (saidOfLog.at(-1)?.id !== log.era) throw new RebuildRefused('LOG_CHANGED');
  const { moved } = await rows.goLive(projectionName(projection), { from, to });
  if (!moved) throw new RebuildRefused('SWITCHED_MEANWHILE');
}

async function dropOthers(version: string, kept: readonly string[], { rows }: RebuildDeps): Promise<void> {
  for (const build of buildsOf(version, await rows.projections())) if (!kept.includes(build)) await rows.drop(build);
}

/**
 * Has the build read again that was read before, as soon as it has caught up with the log; a second time leads forward again. Its rows are
 * compared with nothing: whoever goes back has a reason. Throws RebuildRefused NOTHING_BEFORE where none is kept, or it is of another log.
 */
export async function goBack(deps: RebuildDeps): Promise<LiveBuild> {
  const { rows, projection } = deps;
  const live = await rows.live(projectionName(projection));
  if (live.previous === undefined || !(await isOfThisLog(live.previous, deps))) throw new RebuildRefused('NOTHING_BEFORE');
  await rows.ensure(shapeOf(projection, live.previous));
  await extendBuild({ build: live.previous, stage: 'catch-up', mayPark: true }, deps);
  await switchTo(live.previous, live.build, deps);
  return { build: live.previous, previous: live.build };
}
