import type { Collection, Db } from 'mongodb';
import type { Lease, LeaseState } from '@amana/ports/lease';
import type { EngineCalls } from './engine-calls.ts';
import { isDuplicateKey } from './mongo-failure.ts';

/** One for each token; a second one, a mark, where that holder released it. */
type LeaseDocument = { _id: string; name: string; token: number; beats: number };

const leasesIn = (db: Db): Collection<LeaseDocument> => db.collection<LeaseDocument>('leases');

const RELEASED = -1;
const holdingId = (name: string, token: number): string => `${name}/${token}`;
const markId = (name: string, token: number): string => `${name}/${token}/released`;

/**
 * Leases in the collection `leases`. Everything that must happen once is an insert under the unique `_id`: the one guard that also
 * holds on an engine that filters and writes in two steps. So a release is an insert too, and not an update of the counter: a beat
 * that was read before it and written after it would make the lease look held again.
 *
 * Documents of earlier tokens are removed by who took a later one. So an insert alone could succeed for a token that was taken and
 * removed meanwhile: the candidate looks once more afterwards, and only the newest token counts.
 */
export function createMongoLease(engine: EngineCalls): Lease {
  async function state(name: string): Promise<LeaseState | undefined> {
    const [newest] = await engine.read((db) => leasesIn(db).find({ name }).sort({ token: -1, beats: 1 }).limit(1).toArray());
    return newest && { token: newest.token, beats: newest.beats }; // of the newest token the mark, if there is one
  }

  return {
    state,

    take: async (name, seenToken) => {
      if ((await state(name))?.token !== seenToken) return undefined;
      const token = (seenToken ?? 0) + 1;
      if (!(await inserted(engine, { _id: holdingId(name, token), name, token, beats: 0 }))) return undefined;
      if ((await state(name))?.token !== token) return undefined;
      await engine.write((db) => leasesIn(db).deleteMany({ name, token: { $lt: token } }));
      return { token };
    },

    beat: async (name, token) => {
      const { matchedCount } = await engine.write((db) => leasesIn(db).updateOne({ _id: holdingId(name, token) }, { $inc: { beats: 1 } }));
      if (matchedCount === 0) return false;
      const now = await state(name); // after the counter: a later token that came before it is surely seen
      return now?.token === token && now.beats !== RELEASED;
    },

    release: async (name, token) => {
      const now = await state(name);
      if (now?.token === token) await inserted(engine, { _id: markId(name, token), name, token, beats: RELEASED });
    },
  };
}

/** False where somebody else was first. */
async function inserted(engine: EngineCalls, document: LeaseDocument): Promise<boolean> {
  return engine.write(async (db) => {
    try {
      await leasesIn(db).insertOne(document);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  });
}
