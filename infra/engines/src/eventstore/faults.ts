import type { EsdbServer } from './streams-server.ts';

/** The calls by which a fault can be narrowed; none given means all of them. `Append` is the unary path, `BatchAppend` the shared stream. */
export type Method = 'Append' | 'BatchAppend' | 'Read' | 'Delete' | 'Tombstone' | 'Gossip' | 'GetSupportedMethods';

/** What a gRPC call ends with: a status code (14 is UNAVAILABLE) and its words. */
export type Status = { code: number; details: string };

/** Switches a fault off. Twice is safe. */
export type Off = () => void;

/**
 * What a real node will not do on demand. Each switch holds for the calls that come after it, until its `Off` is called, except
 * where it says that it acts once.
 */
export type Faults = {
  /** Calls are accepted and never answered, also not after `Off`. */
  silence(...methods: Method[]): Off;
  /** Every call is answered with this status. */
  refuse(status: Status, ...methods: Method[]): Off;
  /** Appends are stored and never answered. */
  loseAnswers(): Off;
  /** Appends are stored, and answered when `Off` is called. */
  holdAnswers(): Off;
  /** Appends are neither stored nor answered. */
  loseAppends(): Off;
  /** Calls that require the leader are told that it is elsewhere. */
  notLeader(leader: { host: string; port: number }): Off;
  /** Once, at once: ends the calls under way; with a status as a failure in the middle, without as a clean end (OK). */
  endCalls(options?: { method?: Method; status?: Status }): void;
};

export function createFaults(find: () => EsdbServer) {
  const before = new Set<(method: string) => Promise<void> | void>();
  const stored = new Set<() => Promise<void>>();
  let leader: { host: string; port: number } | undefined;
  const never = () => new Promise<void>(() => undefined);
  const during = <Hook>(set: Set<Hook>, hook: Hook): Off => {
    set.add(hook);
    return () => void set.delete(hook);
  };
  const concerns = (methods: readonly string[], method: string): boolean => methods.length === 0 || methods.includes(method);
  const faults: Faults = {
    silence: (...methods) => during(before, (method) => (concerns(methods, method) ? never() : undefined)),
    refuse: (status, ...methods) =>
      during(before, (method) => {
        if (concerns(methods, method)) throw Object.assign(new Error(status.details), status);
      }),
    loseAnswers: () => during(stored, never),
    holdAnswers: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const off = during(stored, () => promise);
      return () => {
        off();
        resolve();
      };
    },
    loseAppends: () => during(before, (method) => (method === 'Append' || method === 'BatchAppend' ? never() : undefined)),
    notLeader: (endpoint) => {
      leader = endpoint;
      return () => {
        leader = undefined;
      };
    },
    endCalls: ({ method, status } = {}) =>
      find().endCalls(status ? Object.assign(new Error(status.details), status) : undefined, method),
  };
  return {
    faults,
    hooks: {
      before: async (method: string) => {
        for (const hook of before) await hook(method);
      },
      stored: async () => {
        for (const hook of stored) await hook();
      },
      leaderElsewhere: () => leader,
    },
  };
}
