import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { credentials } from '@grpc/grpc-js';
import { streamMessage, uuidMessage } from './protocol/shared-messages.ts';
import { until } from './testing/until.ts';
import { useServers } from './testing/use-servers.ts';

const servers = useServers();
const data = Buffer.from('{}');

function proposed<Message extends streams.AppendReq.ProposedMessage | streams.BatchAppendReq.ProposedMessage>(message: Message): Message {
  message.setId(uuidMessage(randomUUID())).setData(data);
  message.getMetadataMap().set('type', 'T').set('content-type', 'application/json');
  return message;
}

test('an append whose connection breaks, or whose shared stream is cancelled, before its end is not stored, not even in part', async () => {
  const server = await servers.start();
  const client = new StreamsClient(`127.0.0.1:${server.port}`, credentials.createInsecure());

  const ended = Promise.withResolvers<unknown>();
  const unary = client.append((error) => ended.resolve(error?.code));
  unary.write(new streams.AppendReq().setOptions(new streams.AppendReq.Options().setStreamIdentifier(streamMessage('s')).setAny(new shared.Empty())));
  unary.write(new streams.AppendReq().setProposedMessage(proposed(new streams.AppendReq.ProposedMessage())));
  const batch = client.batchAppend();
  batch.on('error', () => undefined);
  batch.write(
    new streams.BatchAppendReq()
      .setCorrelationId(uuidMessage(randomUUID()))
      .setOptions(new streams.BatchAppendReq.Options().setStreamIdentifier(streamMessage('s')))
      .setProposedMessagesList([proposed(new streams.BatchAppendReq.ProposedMessage())])
      .setIsFinal(false),
  );
  await until(() => server.openCalls() === 2);
  batch.cancel();
  await until(() => server.openCalls('BatchAppend') === 0);
  server.faults.cutConnections();
  expect(await ended.promise).toBe(14);
  await until(() => server.openCalls() === 0);
  await servers.connect(server).appendToStream('other', []); // behind whatever those have left in the queue
  expect(server.log.events).toHaveLength(1);
  client.close();
});
