import features from '@eventstore/db-client/generated/serverfeatures_pb.js';

const streamsService = 'event_store.client.streams.streams';

const method = (name: string, list: string[] = []) =>
  new features.SupportedMethod().setServiceName(streamsService).setMethodName(name).setFeaturesList(list);

/** What the client asks once for each connection, to choose its paths by. Without `batchappend` it takes the unary one. */
export function serverFeatures(): features.SupportedMethods {
  const methods = [
    method('append'),
    method('delete'),
    method('tombstone'),
    method('read', ['position', 'events']),
    method('batchappend', ['deadline_duration']),
  ];
  return new features.SupportedMethods().setEventStoreServerVersion('24.6.0').setMethodsList(methods);
}
