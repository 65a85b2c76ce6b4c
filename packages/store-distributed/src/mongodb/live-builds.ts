import type { Collection, Db } from 'mongodb';
import { checkProjectionName } from '@amana/ports/check-projection';
import type { LiveBuild, ReadModelStore } from '@amana/ports/read-model-store';
import type { EngineCalls } from './engine-calls.ts';
import { isDuplicateKey } from './mongo-failure.ts';

type LiveDocument = { _id: string; build: string; previous: string };

const liveIn = (db: Db): Collection<LiveDocument> => db.collection<LiveDocument>('live_builds');

/** Which build of a projection version is read: one document each, as soon as it is another than the first. */
export function createLiveBuilds(engine: EngineCalls): Pick<ReadModelStore, 'live' | 'goLive'> {
  async function live(version: string): Promise<LiveBuild> {
    checkProjectionName(version);
    const found = await engine.read((db) => liveIn(db).findOne({ _id: version }));
    return found === null ? { build: version, previous: undefined } : { build: found.build, previous: found.previous };
  }

  /** False where somebody has said another build before. */
  const sayFirst = (document: LiveDocument): Promise<boolean> =>
    engine.write(async (db) => {
      try {
        await liveIn(db).insertOne(document);
        return true;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return false;
      }
    });

  async function goLive(version: string, { from, to }: { from: string; to: string }): Promise<{ moved: boolean }> {
    checkProjectionName(version);
    if (from === version && (await sayFirst({ _id: version, build: to, previous: from }))) return { moved: true };
    const changed = await engine.write((db) => liveIn(db).updateOne({ _id: version, build: from }, { $set: { build: to, previous: from } }));
    return { moved: changed.matchedCount === 1 };
  }

  return { live, goLive };
}
