/** Why a log is not exported or not imported. What the operator reads for each stands in services/operator. */
export const moveRefusals = [
  'NO_LOG',
  'LOG_NOT_WHOLE',
  'STILL_WRITTEN',
  'FOLDER_EXISTS',
  'KEYRING_MISSING',
  'EXPORT_INCOMPLETE',
  'EXPORT_UNREADABLE',
  'EXPORT_VERSION',
  'EXPORT_DAMAGED',
  'EXPORT_PURPOSE',
  'KEYRING_DAMAGED',
  'TARGET_NOT_EMPTY',
  'TARGET_CHANGED',
] as const;
export type MoveRefusal = (typeof moveRefusals)[number];

/** File names, counts, codes and ids of events. */
export type MoveFacts = Readonly<Record<string, string | number>>;

/** The move stops as the stores stand: what to change is said to the operator. Nothing that was there has been changed. */
export class MoveRefused extends Error {
  readonly code: MoveRefusal;
  readonly facts: MoveFacts;
  readonly retryable = false;

  constructor(code: MoveRefusal, facts: MoveFacts = {}) {
    super(`${code} ${JSON.stringify(facts)}`);
    this.name = 'MoveRefused';
    this.code = code;
    this.facts = facts;
  }
}
