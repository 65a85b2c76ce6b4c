import shared from '@eventstore/db-client/generated/shared_pb.js';

export const uuidMessage = (id: string) => new shared.UUID().setString(id);

/** Stream names travel as bytes. */
export const streamMessage = (name: string) => new shared.StreamIdentifier().setStreamName(Buffer.from(name));

export function streamNameOf(options: { getStreamIdentifier(): shared.StreamIdentifier | undefined }): string {
  return Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();
}
