import { isFailure } from '@amana/platform/failure';
import { Problem } from '@amana/platform/problem';
import type { RowPage, RowQuery } from '@amana/ports/read-model-store';
import { z } from 'zod';
import type { QueryApiDeps } from './query-api.ts';

export const PositionQuery = z.object({
  minPosition: z.string().optional().meta({ description: 'Amana-Position of one’s own write, which the answer must show' }),
});
export const PageQuery = PositionQuery.extend({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2_000).optional(),
});

/** What a reader goes on from: a place means something within one era only. */
export const cursorIn = (era: string, inside: string): string => `${era}.${inside}`;

/** @throws Problem WRONG_ERA (409) for a cursor of another era; CURSOR_INVALID for what is none. */
export function insideCursor(cursor: string, era: string): string {
  const prefix = cursorIn(era, '');
  if (cursor.startsWith(prefix)) return cursor.slice(prefix.length);
  throw new Problem(/^[0-9a-f-]{36}\./.test(cursor) ? 'WRONG_ERA' : 'CURSOR_INVALID');
}

type Asked = Omit<RowQuery, 'cursor'> & { readonly cursor: string | undefined };

/** One page of a list; a cursor of another list, or of another era, is refused and never silently read as something else. */
export async function pageOf(projection: string, { cursor, ...query }: Asked, deps: QueryApiDeps): Promise<RowPage> {
  const era = deps.era();
  try {
    const page = await deps.rows.find(projection, { ...query, ...(cursor === undefined ? {} : { cursor: insideCursor(cursor, era) }) });
    return { ...page, next: page.next === undefined ? undefined : cursorIn(era, page.next) };
  } catch (error) {
    if (isFailure(error) && error.code === 'BAD_CURSOR') throw new Problem('CURSOR_INVALID', { cause: error });
    throw error;
  }
}
