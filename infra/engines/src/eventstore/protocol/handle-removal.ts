import streams from '@eventstore/db-client/generated/streams_pb.js';
import { status } from '@grpc/grpc-js';
import type { Expected } from '../log/judge-append.ts';
import type { Removal } from '../log/judge-removal.ts';
import { CallFailure, notReady, streamDeleted } from './call-failure.ts';
import { expectedOf } from './expected-revision.ts';
import type { Node } from './node.ts';
import { streamNameOf } from './shared-messages.ts';

export async function handleDelete(node: Node, request: streams.DeleteReq): Promise<streams.DeleteResp> {
  await admitRemoval(node, 'Delete');
  const position = await remove(node, request.getOptions(), 'soft');
  return new streams.DeleteResp().setPosition(new streams.DeleteResp.Position().setCommitPosition(position).setPreparePosition(position));
}

export async function handleTombstone(node: Node, request: streams.TombstoneReq): Promise<streams.TombstoneResp> {
  await admitRemoval(node, 'Tombstone');
  const position = await remove(node, request.getOptions(), 'hard');
  return new streams.TombstoneResp().setPosition(new streams.TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position));
}

async function admitRemoval(node: Node, method: 'Delete' | 'Tombstone'): Promise<void> {
  if (node.isStopping()) throw notReady();
  await node.faults.beforeCall(method);
}

async function remove(node: Node, given: streams.DeleteReq.Options | streams.TombstoneReq.Options | undefined, removal: Removal): Promise<string> {
  const options = given ?? new streams.DeleteReq.Options();
  const stream = streamNameOf(options);
  const expected = expectedOf(options, options.getRevision());
  node.access.checkRights(stream);
  const outcome = await node.log.remove(stream, { expected, removal });
  if (outcome.kind === 'deleted') throw streamDeleted(stream);
  if (outcome.kind === 'wrong') throw wrongExpectedVersion(stream, expected, outcome.current);
  return String(outcome.position);
}

const numbers = { no_stream: '-1', any: '-2', stream_exists: '-4' };

function wrongExpectedVersion(stream: string, expected: Expected, current: bigint): CallFailure {
  const wanted = typeof expected === 'bigint' ? String(expected) : numbers[expected];
  const details = `Delete failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${wanted}, Actual version: ${current}`;
  return new CallFailure(status.FAILED_PRECONDITION, details, {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': wanted,
    'actual-version': String(current),
  });
}
