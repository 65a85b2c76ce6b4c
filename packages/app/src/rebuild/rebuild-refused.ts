/** Why a build does not go live. What the operator reads for each stands in services/operator. */
export const rebuildRefusals = ['CANNOT_APPLY', 'ROWS_DIFFER', 'COUNT_DIFFERS', 'LOG_CHANGED', 'SWITCHED_MEANWHILE', 'NOTHING_BEFORE'] as const;
export type RebuildRefusal = (typeof rebuildRefusals)[number];

/** Names of builds, ids of streams and events, counts, codes. */
export type RebuildFacts = Readonly<Record<string, string | number>>;

/** Readers go on with the build that they read before. */
export class RebuildRefused extends Error {
  readonly code: RebuildRefusal;
  readonly facts: RebuildFacts;
  readonly retryable = false;

  constructor(code: RebuildRefusal, facts: RebuildFacts = {}) {
    super(`${code} ${JSON.stringify(facts)}`);
    this.name = 'RebuildRefused';
    this.code = code;
    this.facts = facts;
  }
}
