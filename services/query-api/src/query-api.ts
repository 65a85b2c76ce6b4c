import type { Authenticate } from '@amana/access/authenticate';
import type { FoundReferral } from '@amana/app/find-referral';
import type { ReadCaseDeps } from '@amana/app/reading/read-case';
import type { EventDefinitions } from '@amana/domain/event-definition';
import type { Log } from '@amana/platform/logger';
import type { ReadModelStore } from '@amana/ports/read-model-store';

export type QueryApiDeps = ReadCaseDeps & {
  readonly rows: ReadModelStore;
  readonly authenticate: Authenticate;
  readonly findReferral: (id: string) => Promise<FoundReferral | 'unknown' | 'not-yet'>;
  readonly era: () => string;
  readonly definitions: EventDefinitions;
  readonly sleep: (ms: number) => Promise<unknown>;
  readonly output: Log;
  readonly requestsPerMinutePerUser?: number;
};

/** What the read side needs from the process that it runs in. */
export type QueryApiParts = Omit<QueryApiDeps, 'inTurn'>;
