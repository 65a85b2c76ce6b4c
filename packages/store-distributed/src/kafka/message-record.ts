import type { JsonObject } from '@amana/ports/json';
import { UndecodableMessage, type TopicMessage } from '@amana/ports/topic';

/** One record of a topic, as it goes out. */
export type OutgoingRecord = { key: string; value: Buffer; headers: Record<string, string> };

/** A header may stand there several times, and from other clients without a value. */
type HeaderValue = Buffer | string | null;
export type IncomingHeader = HeaderValue | readonly HeaderValue[] | undefined;

/** One record of a topic, as it comes in. */
export type IncomingRecord = {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: { readonly [name: string]: IncomingHeader } | undefined;
};

/** A CloudEvent 1.0 in the binary mode of its Kafka binding: attributes in headers, the references alone in the value. */
export const recordOf = (topic: string, { key, id, value }: TopicMessage): OutgoingRecord => ({
  key,
  value: Buffer.from(JSON.stringify(value)),
  headers: {
    ce_specversion: '1.0',
    ce_id: id,
    ce_source: `/amana/${topic}`,
    ce_type: `amana.${topic}`,
    'content-type': 'application/json',
  },
});

/** Throws UndecodableMessage for what was not published as above: somebody else writes to our topic, or it is damaged. */
export function readRecord({ key, value, headers }: IncomingRecord): TopicMessage {
  const id = headerText(headers, 'ce_id');
  if (id === undefined) throw new UndecodableMessage('NO_CLOUD_EVENT');
  if (key === null) throw new UndecodableMessage('NO_KEY');
  if (value === null) throw new UndecodableMessage('NO_VALUE');
  return { key: key.toString(), id, value: readObject(value) };
}

export function headerText(headers: IncomingRecord['headers'], name: string): string | undefined {
  const [first] = [headers?.[name]].flat();
  return first?.toString();
}

function readObject(bytes: Buffer): JsonObject {
  let parsed: unknown;
  try {
    parsed = JSON.parse(bytes.toString());
  } catch {
    throw new UndecodableMessage('NO_JSON');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new UndecodableMessage('NO_JSON_OBJECT');
  return parsed as JsonObject;
}
