import { randomUUID } from 'node:crypto';
import { type AppendExpectedRevision, jsonEvent } from '@eventstore/db-client';
import type { EventLog } from '../log/event-log.ts';
import type { ProposedEvent, StoredEvent } from '../log/stored-event.ts';

/** Ids by letter, as in the golden answers: the same letter is the same id; an upper-case letter is that id in upper case. */
export type Alphabet = (letter: string) => string;

export function createAlphabet(): Alphabet {
  const ids = new Map<string, string>();
  return (letter) => {
    const small = letter.toLowerCase();
    const id = ids.get(small) ?? randomUUID();
    ids.set(small, id);
    return letter === small ? id : id.toUpperCase();
  };
}

/** For the client. */
export const letteredEvents = (letters: string, alphabet: Alphabet) =>
  letters.split('').map((letter) => jsonEvent({ id: alphabet(letter), type: 't', data: { k: letter.toLowerCase() } }));

/** Brings a stream into one of the states of the golden answers. */
export async function bringInto(state: string, { log, stream, alphabet }: { log: EventLog; stream: string; alphabet: Alphabet }): Promise<void> {
  const propose = (letter: string): ProposedEvent => {
    const data = Buffer.from(JSON.stringify({ k: letter }));
    return { id: alphabet(letter), type: 't', isJson: true, data, metadata: new Uint8Array() };
  };
  if (state.includes('(a,b,c)')) await log.append({ stream, expected: 'no_stream', events: ['a', 'b', 'c'].map(propose) });
  if (state.startsWith('soft-deleted')) await log.remove(stream, { expected: 'any', removal: 'soft' });
  if (state.endsWith('+d')) await log.append({ stream, expected: 'any', events: [propose('d')] });
  if (state.startsWith('tombstoned')) await log.remove(stream, { expected: 'any', removal: 'hard' });
}

const placeOf = ({ revision, data }: StoredEvent): string => `${revision}:${(JSON.parse(Buffer.from(data).toString()) as { k: string }).k}`;

/** `0:a 1:b`, or the error that a reader gets. */
export function contentsOf(log: EventLog, stream: string): string {
  if (log.isTombstoned(stream)) return 'StreamDeletedError';
  const found = log.findStream(stream);
  if (found === undefined) return 'StreamNotFoundError';
  return found.events.filter((event) => event.revision >= found.firstShown).map(placeOf).join(' ');
}

/** The place that a position names: `0:a`, `unknown` where no event stands, `none` where there is no position. */
export function placeAt(log: EventLog, position: bigint | undefined): string {
  if (position === undefined) return 'none';
  const event = log.events[log.indexAt(position)];
  return event?.position === position ? placeOf(event) : 'unknown';
}

export const expectedRevisionOf = (text: string): AppendExpectedRevision =>
  /^\d+n$/.test(text) ? BigInt(text.slice(0, -1)) : (text as AppendExpectedRevision);

/** As the golden answers write it: a bigint with its n. */
export const written = (value: bigint | string | undefined): string | null => (typeof value === 'bigint' ? `${value}n` : (value ?? null));

type Version = bigint | string;
export type ClientError = Error & { type?: string; code?: number; expectedVersion?: Version; actualVersion?: Version };
