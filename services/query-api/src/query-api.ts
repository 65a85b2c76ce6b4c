import type { FoundReferral } from '@amana/app/find-referral';
import type { ReadCaseDeps } from '@amana/app/reading/read-case';
import type { PinnedRows } from '@amana/app/rebuild/pin-builds';
import type { EventDefinitions } from '@amana/domain/event-definition';
import type { ReadModelStore } from '@amana/ports/read-model-store';
import type { RequestHandler } from 'express';

/** What a route has while it answers one request. */
export type QueryApiDeps = ReadCaseDeps & {
  /** Of each read model one build, for this request: what it says in a page, a cursor and a count is of the same rows. */
  readonly rows: PinnedRows;
  readonly findReferral: (id: string) => Promise<FoundReferral | 'unknown' | 'not-yet'>;
  readonly era: () => string;
  readonly definitions: EventDefinitions;
  readonly sleep: (ms: number) => Promise<unknown>;
};

/** What the read side needs from the process that it runs in. */
export type QueryApiParts = Omit<QueryApiDeps, 'inTurn' | 'rows'> & {
  readonly rows: ReadModelStore;
  /** Before each route (`guardsOf`); those of the whole listener. */
  readonly guards: readonly RequestHandler[];
};
