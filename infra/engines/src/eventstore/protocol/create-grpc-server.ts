import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import { type IStreamsServer, StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { type MethodDefinition, Server } from '@grpc/grpc-js';
import type { Method } from './method.ts';
import type { CallRegistry } from './call-registry.ts';
import { gossipOf, type Member } from './gossip.ts';
import { createGrpcCalls } from './grpc-calls.ts';
import { handleAppend } from './handle-append.ts';
import { handleBatchAppend } from './handle-batch-append.ts';
import { handleRead } from './handle-read.ts';
import { handleDelete, handleTombstone } from './handle-removal.ts';
import type { Node } from './node.ts';
import { caughtUp } from './read-messages.ts';
import type { ReadCall } from './read-sender.ts';
import { serverFeatures } from './server-features.ts';

export type GrpcServerOptions = { calls: CallRegistry; members: () => readonly Member[] };

const limits = {
  'grpc.max_receive_message_length': 16 * 1024 * 1024, // about as a node
  'grpc.max_concurrent_streams': 100, // of one connection, as Kestrel; the client opens no second one
};
const openToAll: readonly Method[] = ['Gossip', 'GetSupportedMethods'];

/** The services that the client calls, on our handlers. The messages and definitions are the client's own (its package publishes them). */
export function createGrpcServer(node: Node, { calls, members }: GrpcServerOptions): Server {
  const { answered, streamed } = createGrpcCalls(calls, (metadata, method) => {
    if (!openToAll.includes(method)) node.access.checkLogin(metadata);
    node.faults.checkLeader(metadata);
  });
  const streams: IStreamsServer = {
    append: answered('Append', (call) => handleAppend(node, call)),
    batchAppend: streamed('BatchAppend', { handle: (call) => handleBatchAppend(node, call) }),
    delete: answered('Delete', (call) => handleDelete(node, call.request)),
    tombstone: answered('Tombstone', (call) => handleTombstone(node, call.request)),
    read: streamed('Read', { handle: (call) => handleRead(node, call), repeatCaughtUp }),
  };
  const getSupportedMethods = answered('GetSupportedMethods', async () => {
    await node.faults.beforeCall('GetSupportedMethods');
    return serverFeatures();
  });
  const gossip = answered('Gossip', async () => {
    await node.faults.beforeCall('Gossip');
    return gossipOf(members());
  });

  /** With answers that a fault can turn into bytes that are no message. */
  const garbling = <Request, Response>(method: Method, definition: MethodDefinition<Request, Response>): MethodDefinition<Request, Response> => ({
    ...definition,
    responseSerialize: (value) => (node.faults.isGarbled(method) ? Buffer.from([0xff, 0xff, 0xff]) : definition.responseSerialize(value)),
  });
  const server = new Server(limits);
  const { append, batchAppend: batch, read, delete: remove, tombstone } = StreamsService;
  server.addService(
    {
      append: garbling('Append', append),
      batchAppend: garbling('BatchAppend', batch),
      read: garbling('Read', read),
      delete: garbling('Delete', remove),
      tombstone: garbling('Tombstone', tombstone),
    },
    streams,
  );
  server.addService({ getSupportedMethods: garbling('GetSupportedMethods', ServerFeaturesService.getSupportedMethods) }, { getSupportedMethods });
  server.addService({ read: garbling('Gossip', GossipService.read) }, { read: gossip });
  return server;
}

function repeatCaughtUp(call: ReadCall): void {
  if (call.request.getOptions()?.hasSubscription() && call.writable) call.write(caughtUp());
}
