import type { LogPurpose } from '../open-log.ts';

/** `log`: what happened, and in its last line what the log says of itself; `access`: who read what. */
export type MovedLog = 'log' | 'access';

export type LogSummary = {
  readonly appends: number;
  readonly events: number;
  /** Of all events in the order of the lines (`createDigestChain`). */
  readonly chain: string;
};

/** What an export holds, and of which log. */
export type ExportSummary = { readonly logId: string; readonly purpose: LogPurpose; readonly era: string } & { readonly [log in MovedLog]: LogSummary };

export type MoveStage = 'export' | 'check' | 'compare' | 'write' | 'verify';

/** `part` goes from 0 to 1 within a stage; `events` counts those that were handled in it. */
export type MoveProgress = (stage: MoveStage, at: { readonly events: number; readonly part: number }) => void;

/** The stream in which a log says who it is. */
export const LOG_STREAM = 'log';
