const kept = 100_000; // a node forgot between 80,000 and 160,000 other events

export type RecentIds = {
  revisionIn(stream: string, id: string): bigint | undefined;
  add(event: { stream: string; id: string; revision: bigint }): void;
  forget(): void;
};

/** What makes `any` and `stream_exists` repeatable for a while: a memory of event ids, empty after a restart. */
export function createRecentIds(): RecentIds {
  const places = new Map<string, { stream: string; revision: bigint }>();
  return {
    revisionIn: (stream, id) => {
      const place = places.get(id);
      return place?.stream === stream ? place.revision : undefined;
    },
    add: ({ id, stream, revision }) => {
      if (places.has(id)) return; // the first to use an id keeps it
      places.set(id, { stream, revision });
      const [oldest] = places.size > kept ? places.keys() : [];
      if (oldest !== undefined) places.delete(oldest);
    },
    forget: () => places.clear(),
  };
}
