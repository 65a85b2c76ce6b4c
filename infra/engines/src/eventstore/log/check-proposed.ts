import type { ProposedEvent } from './stored-event.ts';

/** Why an append is refused before it is looked at: what a node refuses too, and what this log alone cannot keep. */
export type Unacceptable = { kind: 'bad' } | { kind: 'not-storable'; reason: string };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const emptyId = '00000000-0000-0000-0000-000000000000';
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The log is kept in a file of ours, which holds JSON objects only; a node takes any bytes. Nothing at all passes for data and metadata. */
export function checkProposed(stream: string, events: readonly ProposedEvent[]): Unacceptable | undefined {
  const isBad = stream === '' || events.some(({ id, type }) => type === '' || id === emptyId || !uuid.test(id));
  if (isBad) return { kind: 'bad' };
  const fits = events.every(({ data, metadata }) => isJsonObject(data) && isJsonObject(metadata));
  return fits ? undefined : { kind: 'not-storable', reason: 'this server stores JSON objects only, as data and as metadata' };
}

function isJsonObject(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return true;
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
