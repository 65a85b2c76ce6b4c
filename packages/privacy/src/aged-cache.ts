export type AgedCacheOptions = {
  /** Entries; beyond them the one that was not asked for longest goes. */
  max: number;
  maxAgeMs: number;
  /** Milliseconds of a clock that never goes back. */
  now: () => number;
};

export type AgedCache<V> = {
  get(key: string): V | undefined;
  /** `since` is when the value was *asked for* at its source: what happened there meanwhile, it does not know. */
  set(key: string, value: V, since: number): void;
  delete(key: string): void;
};

/** Least recently used, and nothing older than `maxAgeMs`. */
export function createAgedCache<V>({ max, maxAgeMs, now }: AgedCacheOptions): AgedCache<V> {
  const entries = new Map<string, { value: V; since: number }>(); // in the order of their last use
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      if (now() - entry.since >= maxAgeMs) return undefined;
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, since) {
      entries.delete(key);
      entries.set(key, { value, since });
      for (const oldest of entries.keys()) {
        if (entries.size <= max) break;
        entries.delete(oldest);
      }
    },
    delete: (key) => void entries.delete(key),
  };
}
