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

type Asked = Omit<RowQuery, 'cursor'> & { readonly cursor: string | undefined };

/** One page of a list; a cursor of another list, or of another era, is refused and never silently read as something else. */
export async function pageOf(projection: string, { cursor, ...query }: Asked, deps: QueryApiDeps): Promise<RowPage> {
  const prefix = `${deps.era()}.`;
  if (cursor !== undefined && !cursor.startsWith(prefix))
    throw new Problem(/^[0-9a-f-]{36}\./.test(cursor) ? 'WRONG_ERA' : 'CURSOR_INVALID');
  try {
    const page = await deps.rows.find(projection, { ...query, ...(cursor === undefined ? {} : { cursor: cursor.slice(prefix.length) }) });
    return { ...page, next: page.next === undefined ? undefined : prefix + page.next };
  } catch (error) {
    if (isFailure(error) && error.code === 'BAD_CURSOR') throw new Problem('CURSOR_INVALID', { cause: error });
    throw error;
  }
}
