import shared from '@eventstore/db-client/generated/shared_pb.js';
import statusMessages from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { status } from '@grpc/grpc-js';
import anyMessages from 'google-protobuf/google/protobuf/any_pb.js';
import emptyMessages from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Accepted } from '../log/decide-write.ts';
import type { Expected } from '../log/judge-append.ts';
import type { AppendAnswer } from './accept-append.ts';
import { streamMessage } from './shared-messages.ts';

export type BatchAnswer = AppendAnswer | { kind: 'too-late' } | { kind: 'too-large'; maxBytes: number };

/** Undefined where a node answers nothing. The client finds the append by its correlation id, which the caller sets. */
export function batchAnswer(answer: BatchAnswer, stream: string, expected: Expected): streams.BatchAppendResp | undefined {
  if (answer.kind === 'never') return undefined;
  const response = new streams.BatchAppendResp().setStreamIdentifier(streamMessage(stream));
  return answer.kind === 'ok' ? response.setSuccess(success(answer)) : response.setError(errorOf(answer, stream, expected));
}

/** In the codes of 24.6; the client looks at the name of the details alone, and knows neither BadRequest nor the one without a name. */
function errorOf(answer: Exclude<BatchAnswer, { kind: 'ok' | 'never' }>, stream: string, expected: Expected): statusMessages.Status {
  switch (answer.kind) {
    case 'wrong':
      return error(status.ALREADY_EXISTS, 'WrongExpectedVersion', wrongExpectedVersion(expected, answer.current));
    case 'deleted':
      return error(status.NOT_FOUND, 'StreamDeleted', new shared.StreamDeleted().setStreamIdentifier(streamMessage(stream)));
    case 'bad':
      return error(status.INVALID_ARGUMENT, 'BadRequest', new shared.BadRequest());
    case 'not-storable':
      return error(status.INVALID_ARGUMENT, 'BadRequest', new shared.BadRequest().setMessage(answer.reason)).setMessage(answer.reason);
    case 'timed-out':
    case 'too-late':
      return error(status.DEADLINE_EXCEEDED, 'Timeout', new shared.Timeout());
    case 'too-large':
      return error(status.INVALID_ARGUMENT, 'MaximumAppendSizeExceeded', new shared.MaximumAppendSizeExceeded().setMaxappendsize(answer.maxBytes));
    case 'denied':
      return error(status.PERMISSION_DENIED, 'AccessDenied', new shared.AccessDenied());
    case 'not-ready':
      return new statusMessages.Status().setMessage('Server Is Not Ready').setDetails(new anyMessages.Any());
    default:
      return answer satisfies never;
  }
}

function error(code: status, name: string, message: { serializeBinary(): Uint8Array }): statusMessages.Status {
  const details = new anyMessages.Any();
  details.pack(message.serializeBinary(), `event_store.client.${name}`);
  return new statusMessages.Status().setCode(code as number).setMessage(name).setDetails(details);
}

function success({ revision, position }: Accepted): streams.BatchAppendResp.Success {
  const message = new streams.BatchAppendResp.Success();
  if (revision < 0n) message.setNoStream(new emptyMessages.Empty());
  else message.setCurrentRevision(String(revision));
  if (position === undefined) return message.setNoPosition(new emptyMessages.Empty());
  return message.setPosition(new shared.AllStreamPosition().setCommitPosition(String(position)).setPreparePosition(String(position)));
}

function wrongExpectedVersion(expected: Expected, current: bigint): shared.WrongExpectedVersion {
  const message = new shared.WrongExpectedVersion();
  if (current < 0n) message.setCurrentNoStream(new emptyMessages.Empty());
  else message.setCurrentStreamRevision(String(current));
  if (expected === 'any') return message.setExpectedAny(new emptyMessages.Empty());
  if (expected === 'no_stream') return message.setExpectedNoStream(new emptyMessages.Empty());
  if (expected === 'stream_exists') return message.setExpectedStreamExists(new emptyMessages.Empty());
  return message.setExpectedStreamPosition(String(expected));
}
