import type { RecordedEvent } from '@amana/ports/event-store';
import { PortFailure } from '@amana/ports/failures';
import type { Json } from '@amana/ports/json';
import { requestDigestOf } from '@amana/privacy/digests';
import { keyIdsOf, openParts } from '@amana/privacy/open-event';
import { findRequestDigest } from '@amana/privacy/request-digest';
import type { Keys } from '@amana/privacy/subject-keys';
import type { CommandRequest } from './command-request.ts';
import { metadataOf } from './stored-metadata.ts';

/**
 * The events of this command, if the stream already holds them. Throws COMMAND_IN_PART where it does not hold all: an append is stored
 * whole or not at all, so the store has broken its promise, and neither answering nor deciding again could make that good.
 */
export function eventsOfCommand(events: readonly RecordedEvent[], commandId: string): RecordedEvent[] {
  const own = events.filter((event) => metadataOf(event).commandId === commandId);
  const [first] = own;
  if (first !== undefined && metadataOf(first).commandIndex[1] !== own.length)
    throw new PortFailure('COMMAND_IN_PART', `${first.stream} holds ${own.length} of the events of a command: stop writing to it, and restore it`, { retryable: false });
  return own;
}

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
