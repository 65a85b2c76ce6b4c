import type { ProposedEvent } from './stored-event.ts';
import { isSoftDeleted, lastRevision, type StreamState } from './stream-state.ts';

export type Expected = bigint | 'any' | 'no_stream' | 'stream_exists';

export type Refusal =
  /** `current` is -1 for a stream without events. */
  | { kind: 'wrong'; current: bigint }
  | { kind: 'deleted' };

export type Verdict =
  | { kind: 'write' }
  /** The same events are there already; `revision` is that of the last one. */
  | { kind: 'repeated'; revision: bigint }
  | Refusal
  /** A node throws inside and answers nothing. */
  | { kind: 'never' };

export type JudgedAppend = {
  expected: Expected;
  events: readonly ProposedEvent[];
  /** The revision in this stream of an id that the node remembers. */
  recentRevision: (id: string) => bigint | undefined;
};

/** What a node says to an append (IndexWriter.CheckCommit of 24.10; every answer is one that was measured on 24.6). */
export function judgeAppend(state: StreamState, append: JudgedAppend): Verdict {
  if (state.isTombstoned) return { kind: 'deleted' };
  const { expected } = append;
  if (expected === 'any' || expected === 'stream_exists') return judgeLoose(state, append);
  return judgeExact(state, append, expected === 'no_stream' ? -1n : expected);
}

/** A repeat is found through the index, for ever. */
function judgeExact(state: StreamState, { expected, events }: JudgedAppend, after: bigint): Verdict {
  const current = lastRevision(state);
  if (after === current) return { kind: 'write' };
  const wrong: Verdict = { kind: 'wrong', current };
  if (after > current || events.length === 0) return wrong;
  const firstOther = events.findIndex(({ id }, index) => state.events[Number(after) + 1 + index]?.id !== id);
  if (firstOther < 0) return { kind: 'repeated', revision: after + BigInt(events.length) };
  const mayBeginAgain = firstOther === 0 && expected === 'no_stream' && isSoftDeleted(state);
  return mayBeginAgain ? { kind: 'write' } : wrong;
}

/** A repeat is found only among the ids that the node remembers. */
function judgeLoose(state: StreamState, { expected, events, recentRevision }: JudgedAppend): Verdict {
  const current = lastRevision(state);
  if (expected === 'stream_exists' && isSoftDeleted(state)) return { kind: 'deleted' };
  if (expected === 'stream_exists' && current < 0n) return { kind: 'wrong', current };
  const known = events.map(({ id }) => recentRevision(id));
  const [first] = known;
  if (first === undefined) return { kind: 'write' };
  const last = known.at(-1);
  if (last === undefined || known.includes(undefined)) return { kind: 'wrong', current };
  return last < first - 1n ? { kind: 'never' } : { kind: 'repeated', revision: last };
}
