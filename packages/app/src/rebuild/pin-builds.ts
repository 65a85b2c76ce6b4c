import type { ReadModelStore } from '@amana/ports/read-model-store';

/** What readers use of the read models. `pinned` keeps the store itself, where a version's name means its first build, from being taken for it. */
export type PinnedRows = Pick<ReadModelStore, 'checkpoint' | 'rowsOf' | 'find' | 'count'> & { readonly pinned: true };

/**
 * The read models as one question sees them: of each projection version the build that was read when the question first came to it, also
 * where another goes live meanwhile. So a page, its cursor, its place in the log and a count beside it are of one build; a cursor of another
 * build is refused by the store. MUST be made anew for each question: a build is dropped when two others have gone live after it.
 */
export function pinBuilds(rows: ReadModelStore): PinnedRows {
  const builds = new Map<string, Promise<string>>();
  const buildOf = (version: string): Promise<string> => {
    const known = builds.get(version);
    if (known !== undefined) return known;
    const asked = rows.live(version).then(({ build }) => build);
    builds.set(version, asked);
    return asked;
  };
  return {
    pinned: true,
    checkpoint: async (version) => rows.checkpoint(await buildOf(version)),
    rowsOf: async (version, streams) => rows.rowsOf(await buildOf(version), streams),
    find: async (version, query) => rows.find(await buildOf(version), query),
    count: async (version, where) => rows.count(await buildOf(version), where),
  };
}
