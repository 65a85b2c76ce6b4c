import { Problem } from '@amana/platform/problem';

export type Place = { readonly era: string; readonly position: bigint };

/** `Amana-Position: <era>.<position>`: where in which log a write stands; a reader may ask to see at least that. */
export const formatPosition = ({ era, position }: Place): string => `${era}.${position}`;

/** @throws Problem INVALID_QUERY for another form; WRONG_ERA (409) where the place is in a log that was replaced or restored since. */
export function parsePosition(text: string, era: string): Place {
  const [, named, position] = /^([0-9a-f-]{36})\.(\d{1,19})$/.exec(text) ?? [];
  if (named === undefined || position === undefined) throw new Problem('INVALID_QUERY', { pointers: ['/minPosition'] });
  if (named !== era) throw new Problem('WRONG_ERA');
  return { era, position: BigInt(position) };
}
