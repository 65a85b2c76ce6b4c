import { inboxName } from '@amana/app/find-referral';
import { Problem } from '@amana/platform/problem';
import type { Condition, Row } from '@amana/ports/read-model-store';
import type { QueryApiDeps } from './query-api.ts';

type Asked = { readonly where: readonly Condition[]; readonly limit: number; readonly cursor: string | undefined };
type Place = { readonly sentAt: string; readonly referralId: string };

const CURSOR = /^(\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z)_([0-9a-f-]{36})$/;
const sort = { key: 'sentAt', descending: true } as const;

/**
 * One page of a partner's inbox, the newest first. MUST NOT give out the store's own cursor: it names the stream of its last row,
 * and so the case. A partner's cursor is what it sees of that row anyway.
 */
export async function inboxPage(
  { where, limit, cursor }: Asked,
  { rows }: QueryApiDeps,
): Promise<{ rows: Row[]; next: string | undefined }> {
  const from = cursor === undefined ? undefined : placeOf(cursor);
  // `~` comes behind every character of a time: what was sent in the same millisecond is looked at again.
  const conditions: Condition[] = [...where, ...(from === undefined ? [] : [{ key: 'sentAt', below: `${from.sentAt}~` }])];
  const read: Row[] = [];
  let inside: string | undefined;
  do {
    const page = await rows.find(inboxName, {
      where: conditions,
      sort,
      limit: limit + 1,
      ...(inside === undefined ? {} : { cursor: inside }),
    });
    read.push(...page.rows);
    inside = page.next;
  } while (inside !== undefined && (mayStillCome(read, from) || behind(read, from).length <= limit));
  const found = behind(read, from);
  const last = found[limit - 1];
  return { rows: found.slice(0, limit), next: found.length > limit && last !== undefined ? cursorOf(last) : undefined };
}

function placeOf(cursor: string): Place {
  const [, sentAt, referralId] = CURSOR.exec(cursor) ?? [];
  if (sentAt === undefined || referralId === undefined) throw new Problem('CURSOR_INVALID');
  return { sentAt, referralId };
}

const cursorOf = ({ rowId, keys }: Row): string => `${String(keys['sentAt'])}_${rowId}`;

/** The row of the cursor has not been read, and others of its millisecond may stand before it. */
const mayStillCome = (read: readonly Row[], from: Place | undefined): boolean =>
  from !== undefined && read.at(-1)?.keys['sentAt'] === from.sentAt && !read.some((row) => row.rowId === from.referralId);

/** A row that left the list meanwhile ends nothing: then a line of its millisecond may come twice, and none is hidden. */
const behind = (read: readonly Row[], from: Place | undefined): readonly Row[] =>
  read.slice(read.findIndex((row) => row.rowId === from?.referralId) + 1);
