import type { CommandOutcome, CommandRequest } from '@amana/app/command-request';
import type { FoundReferral } from '@amana/app/find-referral';
import type { RequestHandler } from 'express';

/** What the write side needs from the process that it runs in. */
export type CaseApiDeps = {
  readonly handle: (request: CommandRequest) => Promise<CommandOutcome>;
  /** Before each command (`guardsOf`); those of the whole listener. */
  readonly guards: readonly RequestHandler[];
  readonly findReferral: (id: string) => Promise<FoundReferral | 'unknown' | 'not-yet'>;
  /** The era of the log: positions are said together with it. */
  readonly era: () => string;
  readonly about: () => { readonly purpose: string; readonly era: string };
};
