import type { Expected, Refusal } from './judge-append.ts';
import { isSoftDeleted, lastRevision, type StreamState } from './stream-state.ts';

/** Soft: hidden, and the numbering goes on when it is written again. Hard (a tombstone): gone for ever. */
export type Removal = 'soft' | 'hard';

/** What a node says to a delete or a tombstone (measured on 24.6). */
export function judgeRemoval(state: StreamState, removal: Removal, expected: Expected): { kind: 'write' } | Refusal {
  const current = lastRevision(state);
  const isEmpty = current < 0n;
  if (state.isTombstoned) return { kind: 'deleted' };
  if (expected === 'stream_exists' && isSoftDeleted(state)) return { kind: 'deleted' };
  const fits = expected === 'any' || (expected === 'stream_exists' ? !isEmpty : fitsExactly(state, expected === 'no_stream' ? -1n : expected));
  return fits && !(removal === 'soft' && isEmpty) ? { kind: 'write' } : { kind: 'wrong', current };
}

const fitsExactly = (state: StreamState, after: bigint): boolean => after === lastRevision(state) || (after === -1n && isSoftDeleted(state));
