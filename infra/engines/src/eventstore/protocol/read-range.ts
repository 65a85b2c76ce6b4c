import streams from '@eventstore/db-client/generated/streams_pb.js';
import { status } from '@grpc/grpc-js';
import type { EventLog, FoundStream } from '../log/event-log.ts';
import type { StoredEvent } from '../log/stored-event.ts';
import { CallFailure, unforeseen } from './call-failure.ts';

/** Where a read walks: from an index step by step, to the end of the events or to the first one that is shown. */
export type ReadRange = { events: readonly StoredEvent[]; from: number; step: 1 | -1; firstShown: bigint };

const { BACKWARDS } = streams.ReadReq.Options.ReadDirection;
type Direction = streams.ReadReq.Options.ReadDirection;

/** $all: the event at the position is read forwards, but not backwards. */
export function rangeOfAll(log: EventLog, options: streams.ReadReq.Options.AllOptions | undefined, direction: Direction): ReadRange {
  const { events } = log;
  const isBackwards = direction === BACKWARDS;
  const range = (from: number): ReadRange => ({ events, from, step: isBackwards ? -1 : 1, firstShown: -1n });
  if (options === undefined) throw unforeseen();
  const position = options.getPosition();
  if (options.hasStart()) return range(isBackwards ? -1 : 0);
  if (position === undefined) return range(isBackwards ? events.length - 1 : events.length);

  const commit = BigInt(position.getCommitPosition());
  if (commit < BigInt(position.getPreparePosition())) throw unforeseen();
  const from = log.indexAt(commit);
  const event = events[from];
  if (event === undefined && isBackwards) throw readFailure('ReadAllResult: Error');
  const isBoundary = event === undefined || event.position === commit || commit === 0n || (isBackwards && from === 0);
  if (!isBoundary) throw readFailure('ReadAllResult: InvalidPosition');
  return range(isBackwards ? from - 1 : from);
}

/** A stream: from the revision, inclusive both ways. */
export function rangeOfStream(
  { events, firstShown }: FoundStream,
  options: streams.ReadReq.Options.StreamOptions,
  { direction, count }: { direction: Direction; count: bigint },
): ReadRange {
  const isBackwards = direction === BACKWARDS;
  if (count === 0n || (options.hasEnd() && !isBackwards)) throw readFailure('ReadStreamResult: Error');
  const last = BigInt(events.length) - 1n;
  const asked = options.hasStart() ? 0n : options.hasEnd() ? last : BigInt(options.getRevision());
  const from = isBackwards ? smaller(asked, last) : larger(asked, firstShown);
  return { events, from: Number(from), step: isBackwards ? -1 : 1, firstShown };
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);

const readFailure = (what: string): CallFailure => new CallFailure(status.UNKNOWN, `Unexpected ${what}`);
