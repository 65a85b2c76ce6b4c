import { randomUUID } from 'node:crypto';
import { type Expected, judgeAppend, type Refusal } from './judge-append.ts';
import { judgeRemoval, type Removal } from './judge-removal.ts';
import type { LogModel, StreamWrite } from './log-model.ts';
import { type ProposedEvent, tombstoneRevision } from './stored-event.ts';
import { everything, firstShown, isSoftDeleted, lastRevision, metadataStreamOf, type StreamState } from './stream-state.ts';

/** `revision` is -1 where a stream has no events; no `position`: the events that were repeated are hidden. */
export type Accepted = { kind: 'ok'; revision: bigint; position: bigint | undefined };
export type AppendOutcome = Accepted | Refusal | { kind: 'never' };
export type RemovalOutcome = Accepted | Refusal;

/** An answer at once, or what is to be written first: the answer is then the place of the last event of the first write. */
export type Decision<Outcome> = { outcome: Outcome } | { writes: readonly [StreamWrite, ...StreamWrite[]] };

export type ProposedAppend = { stream: string; expected: Expected; events: readonly ProposedEvent[] };

export function decideAppend(model: LogModel, { stream, expected, events }: ProposedAppend): Decision<AppendOutcome> {
  const state = model.stateOf(stream);
  const verdict = judgeAppend(state, { expected, events, recentRevision: (id) => model.recentRevision(stream, id) });
  if (verdict.kind === 'repeated') return { outcome: repeated(state, verdict.revision) };
  if (verdict.kind !== 'write') return { outcome: verdict };
  if (events.length === 0) {
    if (isSoftDeleted(state)) state.isEmptied = true;
    return { outcome: { kind: 'ok', revision: lastRevision(state), position: model.takePosition(stream) } };
  }
  const write = { stream, events };
  return { writes: isSoftDeleted(state) ? [write, metadataOf(stream, BigInt(state.events.length))] : [write] };
}

export function decideRemoval(model: LogModel, stream: string, { expected, removal }: { expected: Expected; removal: Removal }): Decision<RemovalOutcome> {
  const verdict = judgeRemoval(model.stateOf(stream), removal, expected);
  if (verdict.kind !== 'write') return { outcome: verdict };
  return { writes: [removal === 'soft' ? metadataOf(stream, everything) : tombstoneOf(stream)] };
}

const repeated = (state: StreamState, revision: bigint): Accepted => ({
  kind: 'ok',
  revision,
  position: revision < firstShown(state) ? undefined : state.events[Number(revision)]?.position,
});

const metadataOf = (stream: string, truncateBefore: bigint): StreamWrite => ({
  stream: metadataStreamOf(stream),
  events: [systemEvent('$metadata', `{"$tb":${truncateBefore}}`)],
});

const tombstoneOf = (stream: string): StreamWrite => ({
  stream,
  events: [{ ...systemEvent('$streamDeleted', ''), isJson: false }],
  at: tombstoneRevision,
});

const systemEvent = (type: string, data: string): ProposedEvent => ({
  id: randomUUID(),
  type,
  isJson: true,
  data: Buffer.from(data),
  metadata: new Uint8Array(),
});
