import type { RecordedEvent } from '@amana/ports/event-store';
import { UndecodableMessage, type TopicMessage } from '@amana/ports/topic';

/** Of every event of a case, where it stands in the log: no data, since a topic's retention and readers are not ours alone. */
export const CASES_TOPIC = 'cases.v1';

/** Who reads it. Each group has its own place in the topic, and its own dead letters. */
export const NOTIFIER_GROUP = 'notifier';

export type CaseReference = { readonly eventId: string; readonly stream: string; readonly revision: number; readonly type: string };

/** In order per case; a repeat has the same id. */
export const referenceTo = ({ id, stream, revision, type }: RecordedEvent): TopicMessage => ({
  key: stream,
  id,
  value: { eventId: id, stream, revision, type },
});

/** Throws UndecodableMessage for what is no reference. A field that a newer relay adds is no reason. */
export function parseReference({ value }: TopicMessage): CaseReference {
  const { eventId, stream, revision, type } = value;
  const isReference =
    typeof eventId === 'string' &&
    typeof stream === 'string' &&
    stream.startsWith('case-') &&
    Number.isSafeInteger(revision) &&
    Number(revision) >= 0 &&
    typeof type === 'string';
  if (!isReference) throw new UndecodableMessage('NO_CASE_REFERENCE');
  return { eventId, stream, revision: Number(revision), type };
}
