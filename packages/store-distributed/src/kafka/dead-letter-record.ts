import type { DeadLetter } from '@amana/ports/topic';
import { headerText, type IncomingHeader, type IncomingRecord } from './message-record.ts';

/** The record as it was, with what is known of it in headers: whoever mends the cause can publish it again. */
export type DeadLetterRecord = { key: Buffer | null; value: Buffer | null; headers: Record<string, string | (Buffer | string)[]> };

export const deadLetterTopic = (topic: string, group: string): string => `${topic}.${group}.dead-letters`;

export function deadLetterRecord(record: IncomingRecord, place: { partition: number; offset: string; reason: string }): DeadLetterRecord {
  return {
    key: record.key,
    value: record.value,
    headers: {
      ...Object.fromEntries(Object.entries(record.headers ?? {}).map(([name, value]) => [name, sendable(value)])),
      'amana-reason': place.reason,
      'amana-origin': `${place.partition}/${place.offset}`,
    },
  };
}

/** Other clients send headers without a value; kafkajs reads them, and throws where it should send them. */
const sendable = (value: IncomingHeader): (Buffer | string)[] => [value].flat().map((one) => one ?? '');

/** A letter is sent again when its consumer dies before the commit, or another takes over: what came from one place is one letter. */
export function readDeadLetters(records: readonly IncomingRecord[]): DeadLetter[] {
  const letters = new Map<string, DeadLetter>();
  for (const { key, headers } of records) {
    const said = (name: string): string => headerText(headers, name) ?? '';
    const letter: DeadLetter = { id: said('ce_id'), key: key?.toString() ?? '', reason: said('amana-reason') };
    const place = JSON.stringify([said('amana-origin'), letter.id]); // a topic that is made anew counts from 0 again
    if (!letters.has(place)) letters.set(place, letter);
  }
  return [...letters.values()];
}
