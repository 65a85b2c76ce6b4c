import type { NotedDigest } from '@amana/app/verify/verify-log';

/** What a log held, as a word to be noted: how many events, and the digest of their chain. */
export const notedText = ({ events, chain }: NotedDigest): string => `${events}:${chain}`;

/** Undefined where it is none. */
export function parseNoted(text: string): NotedDigest | undefined {
  const [, events, chain] = /^([1-9]\d{0,14}):([\w-]{43})$/.exec(text) ?? [];
  return events === undefined || chain === undefined ? undefined : { events: Number(events), chain };
}
