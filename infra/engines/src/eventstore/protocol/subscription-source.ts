import type streams from '@eventstore/db-client/generated/streams_pb.js';
import { status } from '@grpc/grpc-js';
import type { EventLog } from '../log/event-log.ts';
import { type StoredEvent, tombstoneRevision } from '../log/stored-event.ts';
import { CallFailure, unforeseen } from './call-failure.ts';
import type { EventFilter } from './event-filter.ts';
import { streamNameOf } from './shared-messages.ts';

/** What a subscription is to: where it starts in the log, and which events are its own. */
export type SubscriptionSource = {
  /** Index in the log of the first event to be considered. */
  index: number;
  /** True where nothing is to be caught up with: the end of $all. */
  isLive: boolean;
  /** The position that was asked for, 0 for the start. */
  from: bigint;
  includes(event: StoredEvent): boolean;
  /** Throws what a node says only after the confirmation. */
  checkStart(): void;
};

/** The start is exclusive: what stands at the position is not sent. */
export function allSource(log: EventLog, options: streams.ReadReq.Options.AllOptions, filter: EventFilter | undefined): SubscriptionSource {
  const includes = (event: StoredEvent): boolean => filter?.matches(event) ?? true;
  const source = { isLive: false, from: 0n, index: 0, includes, checkStart: () => undefined };
  const position = options.getPosition();
  if (options.hasEnd()) return { ...source, isLive: true, index: log.events.length };
  if (position === undefined) return source;

  const from = BigInt(position.getCommitPosition());
  const prepare = BigInt(position.getPreparePosition());
  if (from < prepare) throw unforeseen();
  const isHandled = prepare === from; // a checkpoint with prepare 0 stands before its event
  return { ...source, from, index: log.indexAt(isHandled ? from + 1n : from), checkStart: () => checkBoundary(log, from) };
}

function checkBoundary(log: EventLog, from: bigint): void {
  const event = log.events[log.indexAt(from)];
  const isBoundary = from === 0n || event === undefined || event.position === from;
  if (!isBoundary) throw new CallFailure(status.INVALID_ARGUMENT, 'Trying to read from an invalid position.');
}

export function streamSource(log: EventLog, options: streams.ReadReq.Options.StreamOptions): SubscriptionSource {
  const stream = streamNameOf(options);
  const after = options.hasRevision() ? BigInt(options.getRevision()) : -1n;
  return {
    index: options.hasEnd() ? log.events.length : 0,
    isLive: false,
    from: 0n,
    includes: (event) => event.stream === stream && event.revision > after && (event.revision === tombstoneRevision || !log.isHidden(event)),
    checkStart: () => undefined,
  };
}
