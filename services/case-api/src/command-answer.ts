import type { CommandOutcome, StoredAnswer } from '@amana/app/command-request';
import { Problem } from '@amana/platform/problem';

/** What was stored, or the problem that says why nothing was. */
export function storedOrProblem(outcome: CommandOutcome): StoredAnswer {
  switch (outcome.outcome) {
    case 'stored':
      return outcome;
    case 'rejected': {
      const { rejected, params, pointers } = outcome.rejection;
      throw new Problem(rejected, { params, pointers });
    }
    case 'invalid':
      throw outcome.error; // the responder makes INVALID_BODY of it, field by field
    case 'forbidden':
      throw new Problem('FORBIDDEN');
    case 'not-found':
      throw new Problem('RECORD_NOT_FOUND');
    case 'key-reused':
      throw new Problem('KEY_REUSED');
    case 'stale':
      throw new Problem('STALE_REVISION', { params: { actual: outcome.actual } });
    case 'conflict':
      throw new Problem('BUSY_RECORD');
    case 'stream-too-long':
      throw new Problem('RECORD_TOO_LONG');
    default:
      return outcome satisfies never;
  }
}
