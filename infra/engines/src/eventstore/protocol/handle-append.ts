import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { Metadata, type ServerReadableStream, status } from '@grpc/grpc-js';
import type { Accepted } from '../log/decide-write.ts';
import type { Expected } from '../log/judge-append.ts';
import type { ProposedEvent } from '../log/stored-event.ts';
import { acceptAppend, type AppendAnswer } from './accept-append.ts';
import { accessDenied, CallFailure, notReady, streamDeleted, unforeseen } from './call-failure.ts';
import { expectedOf } from './expected-revision.ts';
import type { Node } from './node.ts';
import { proposedEvent } from './proposed-event.ts';
import { streamNameOf } from './shared-messages.ts';

type AppendCall = ServerReadableStream<streams.AppendReq, streams.AppendResp>;

/**
 * The unary path: one call for each append, an event in each message. Of an append whose connection breaks in between nothing is
 * stored. A client that cancels in between is not recognised: Node's HTTP/2 ends its half of the stream first, as if it were complete.
 */
export async function handleAppend(node: Node, call: AppendCall): Promise<streams.AppendResp> {
  const { options, events } = await receive(call, node.maxAppendBytes);
  const stream = streamNameOf(options);
  const expected = expectedOf(options, options.getRevision());
  const answer = await acceptAppend(node, 'Append', { stream, expected, events });
  return node.faults.isBlank() ? new streams.AppendResp() : responseTo(answer, stream, expected);
}

async function receive(call: AppendCall, maxBytes: number): Promise<{ options: streams.AppendReq.Options; events: ProposedEvent[] }> {
  let options: streams.AppendReq.Options | undefined;
  const events: ProposedEvent[] = [];
  let bytes = 0;
  for await (const request of call as AsyncIterable<streams.AppendReq>) {
    options ??= request.getOptions();
    const message = request.getProposedMessage();
    if (message === undefined) continue;
    const event = proposedEvent(message);
    events.push(event);
    bytes += event.data.length; // the data alone, as 24.6 counts
    if (bytes > maxBytes) throw tooLarge(maxBytes);
  }
  // The loop ends too where the connection breaks, as if the append were complete, and the call is told later: it would be stored in part.
  // To send the headers makes the library look at the stream, and call it cancelled now.
  call.sendMetadata(new Metadata());
  if (options === undefined || call.cancelled) throw unforeseen();
  return { options, events };
}

const tooLarge = (maxBytes: number): CallFailure =>
  new CallFailure(status.INVALID_ARGUMENT, `Maximum Append Size of ${maxBytes} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(maxBytes),
  });

function responseTo(answer: AppendAnswer, stream: string, expected: Expected): Promise<streams.AppendResp> | streams.AppendResp {
  switch (answer.kind) {
    case 'ok':
      return new streams.AppendResp().setSuccess(success(answer));
    case 'wrong':
      return new streams.AppendResp().setWrongExpectedVersion(wrongExpectedVersion(expected, answer.current));
    case 'never':
      return new Promise(() => undefined);
    case 'deleted':
      throw streamDeleted(stream);
    case 'bad':
      throw unforeseen();
    case 'not-storable':
      throw new CallFailure(status.INVALID_ARGUMENT, answer.reason);
    case 'timed-out':
      throw new CallFailure(status.ABORTED, 'Operation timed out: Commit phase timeout');
    case 'denied':
      throw accessDenied();
    case 'not-ready':
      throw notReady();
    default:
      return answer satisfies never;
  }
}

function success({ revision, position }: Accepted): streams.AppendResp.Success {
  const message = new streams.AppendResp.Success();
  if (revision < 0n) message.setNoStream(new shared.Empty());
  else message.setCurrentRevision(String(revision));
  if (position === undefined) return message.setNoPosition(new shared.Empty());
  return message.setPosition(new streams.AppendResp.Position().setCommitPosition(String(position)).setPreparePosition(String(position)));
}

function wrongExpectedVersion(expected: Expected, current: bigint): streams.AppendResp.WrongExpectedVersion {
  const message = new streams.AppendResp.WrongExpectedVersion();
  if (current < 0n) message.setCurrentNoStream(new shared.Empty());
  else message.setCurrentRevision(String(current));
  if (expected === 'any') return message.setExpectedAny(new shared.Empty());
  if (expected === 'no_stream') return message.setExpectedNoStream(new shared.Empty());
  if (expected === 'stream_exists') return message.setExpectedStreamExists(new shared.Empty());
  return message.setExpectedRevision(String(expected));
}
