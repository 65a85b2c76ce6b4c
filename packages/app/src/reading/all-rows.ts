import type { Condition, ReadModelStore, Row } from '@amana/ports/read-model-store';

const PAGE = 500;

/** Every living row that fits, page by page. For questions whose answer needs them all; a list that a person reads has a cursor. */
export async function allRows(projection: string, where: readonly Condition[], rows: Pick<ReadModelStore, 'find'>): Promise<Row[]> {
  const found: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = await rows.find(projection, { where, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    found.push(...page.rows);
    cursor = page.next;
  } while (cursor !== undefined);
  return found;
}
