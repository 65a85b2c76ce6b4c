import type shared from '@eventstore/db-client/generated/shared_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { ProposedAppend } from '../log/decide-write.ts';
import type { ProposedEvent } from '../log/stored-event.ts';
import { acceptAppend } from './accept-append.ts';
import { type BatchAnswer, batchAnswer } from './batch-answer.ts';
import { expectedOf } from './expected-revision.ts';
import type { Node } from './node.ts';
import { proposedEvent } from './proposed-event.ts';
import { streamNameOf } from './shared-messages.ts';

type BatchCall = ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>;
type Correlated = { correlation: shared.UUID; append: ProposedAppend };
type PartialAppend = ProposedAppend & { events: ProposedEvent[]; bytes: number };

/**
 * The shared path: one call for all appends of a client, each in one or more messages with its correlation id. They are stored
 * side by side, so that they share commits, and answered as they are done. What fails unforeseen ends the call for all of them.
 */
export async function handleBatchAppend(node: Node, call: BatchCall): Promise<void> {
  const partial = new Map<string, PartialAppend>();
  const underWay = new Set<Promise<void>>();
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => undefined); // may reject when nobody waits: the call is gone then

  const answer = ({ correlation, append }: Correlated, what: BatchAnswer): void => {
    const response = batchAnswer(what, append.stream, append.expected);
    if (response && call.writable) call.write(response.setCorrelationId(correlation));
  };
  const store = async (correlated: Correlated): Promise<void> => {
    node.faults.checkLeader(call.metadata); // again: the stream may be older than the change of leaders
    answer(correlated, await acceptAppend(node, 'BatchAppend', correlated.append));
  };
  const accept = (correlated: Correlated): void => {
    const stored = store(correlated);
    underWay.add(stored);
    stored.catch(ended.reject).finally(() => underWay.delete(stored));
  };
  const receive = (request: streams.BatchAppendReq): void => {
    const correlation = request.getCorrelationId();
    if (correlation === undefined) return;
    const key = correlation.getString();
    const options = request.getOptions();
    if (options) partial.set(key, begin(options));
    const append = partial.get(key);
    if (append === undefined) return; // refused before its last message
    for (const message of request.getProposedMessagesList()) add(append, proposedEvent(message));
    const refusal = refusalOf(append, options, node.maxAppendBytes);
    if (refusal || request.getIsFinal()) partial.delete(key);
    if (refusal) answer({ correlation, append }, refusal);
    else if (request.getIsFinal()) accept({ correlation, append });
  };
  const receiveAll = async (): Promise<void> => {
    for await (const request of call as AsyncIterable<streams.BatchAppendReq>) receive(request);
    await Promise.all(underWay);
  };
  await Promise.race([receiveAll(), ended.promise]);
}

const begin = (options: streams.BatchAppendReq.Options): PartialAppend => ({
  stream: streamNameOf(options),
  expected: expectedOf(options, options.getStreamPosition()),
  events: [],
  bytes: 0,
});

function add(append: PartialAppend, event: ProposedEvent): void {
  append.events.push(event);
  append.bytes += event.data.length; // the data alone, as 24.6 counts
}

/** The deadline is an absolute time of the client's clock: one that is behind is too late at once. */
function refusalOf(append: PartialAppend, options: streams.BatchAppendReq.Options | undefined, maxBytes: number): BatchAnswer | undefined {
  const deadline = options?.getDeadline()?.toDate().getTime();
  if (deadline !== undefined && deadline <= Date.now()) return { kind: 'too-late' };
  return append.bytes > maxBytes ? { kind: 'too-large', maxBytes } : undefined;
}
