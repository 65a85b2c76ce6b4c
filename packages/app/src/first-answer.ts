import type { RecordedEvent } from '@amana/ports/event-store';
import type { Json } from '@amana/ports/json';
import { requestDigestOf } from '@amana/privacy/digests';
import { keyIdsOf, openParts } from '@amana/privacy/open-event';
import { findRequestDigest } from '@amana/privacy/request-digest';
import type { Keys } from '@amana/privacy/subject-keys';
import type { CommandRequest } from './command-request.ts';
import { metadataOf } from './stored-metadata.ts';

/** The events of this command, if the stream already holds them. */
export const eventsOfCommand = (events: readonly RecordedEvent[], commandId: string): RecordedEvent[] =>
  events.filter((event) => metadataOf(event).commandId === commandId);

/**
 * Is the request the one that these events answered? Same user and same digest. Where the digest was sealed in a part that no
 * longer opens, the user alone decides: the first answer must survive an erasure (design: requestDigest).
 */
export async function isSameRequest(stored: readonly RecordedEvent[], request: CommandRequest, keys: Keys): Promise<boolean> {
  const first = stored[0];
  if (first === undefined || metadataOf(first).actor.userId !== request.actor.userId) return false;
  const asked = requestDigestOf(request.command.name, first.stream, request.body as Json);
  const answered = metadataOf(first).requestDigest ?? (await sealedDigest(stored, keys));
  return answered === undefined || answered === asked;
}

const every = () => true;

async function sealedDigest(stored: readonly RecordedEvent[], keys: Keys): Promise<string | undefined> {
  const found = await keys.find(keyIdsOf(stored, every));
  return findRequestDigest(stored.flatMap((event) => openParts(event, { keys: found, may: every })));
}
