import type { Noted } from '@amana/app/verify/verify';
import type { NotedDigest } from '@amana/app/verify/verify-log';

/** What log and record of reads held, as one word to be noted: how many events, and the digest of their chain, of each. */
export const notedText = ({ log, access }: Noted): string => [log, access].flatMap((each) => (each === undefined ? [] : [wordOf(each)])).join('/');

const wordOf = ({ events, chain }: NotedDigest): string => `${events}:${chain}`;

/** Undefined where it is none. What stands before the stroke is of the log; that of the reads may be left out. */
export function parseNoted(text: string): Noted | undefined {
  const [log, access, ...more] = text.split('/').map(digestOf);
  if (log === undefined || more.length > 0 || (text.includes('/') && access === undefined)) return undefined;
  return access === undefined ? { log } : { log, access };
}

function digestOf(word: string): NotedDigest | undefined {
  const [, events, chain] = /^(0|[1-9]\d{0,14}):([\w-]{43})$/.exec(word) ?? [];
  return events === undefined || chain === undefined ? undefined : { events: Number(events), chain };
}
