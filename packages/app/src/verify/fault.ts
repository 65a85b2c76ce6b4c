/** What is wrong with a log or with what was made from it. What the operator reads for each stands in services/operator. */
export const faultCodes = [
  'LOG_UNREADABLE',
  'LOG_CHANGED',
  'READS_MISSING',
  'REVISION_MISSING',
  'REVISION_REPEATED',
  'EVENT_TWICE',
  'COMMAND_IN_PART',
  'EVENT_NEWER',
  'EVENT_MISSHAPEN',
  'FIGURES_CHANGED',
  'PART_CHANGED',
  'KEY_MISSING',
  'KEY_CHANGED',
  'CHECKPOINT_MISSING',
  'CHECKPOINT_NOWHERE',
  'CHECKPOINT_OTHER_ERA',
  'ROWS_UNREADABLE',
  'ROWS_AHEAD',
  'ROWS_BEHIND',
  'ROW_CHANGED',
  'ROW_MISSING',
  'ROW_TOO_MANY',
  'STREAM_PARKED',
] as const;
export type FaultCode = (typeof faultCodes)[number];

/** Names of logs, streams, projections and rows, ids, revisions and counts: never a value of an event. */
export type FaultFacts = Readonly<Record<string, string | number>>;
export type Fault = { readonly code: FaultCode; readonly facts: FaultFacts };
