import { readFileSync } from 'node:fs';

/** One table of a Markdown page: heads and, by the first cell of each row, its other cells in the order of the heads. */
export type Table = { readonly heads: readonly string[]; readonly rows: ReadonlyMap<string, readonly string[]> };

const page = readFileSync(new URL('../../docs/access.md', import.meta.url), 'utf8');

const cellsOf = (line: string): string[] => line.split('|').slice(1, -1).map((cell) => cell.trim().replaceAll('`', ''));

/** @throws Error where a row is there twice, or has more or fewer cells than its table */
function tableOf(block: readonly string[]): Table {
  const [[, ...heads] = [], , ...lines] = block.map(cellsOf);
  const rows = new Map<string, readonly string[]>();
  for (const [name = '', ...cells] of lines) {
    if (rows.has(name) || cells.length !== heads.length) throw new Error(`docs/access.md: ${name} is there twice, or has not ${heads.length} cells`);
    rows.set(name, cells);
  }
  return { heads, rows };
}

function tablesOf(text: string): Table[] {
  const blocks = text.split(/\n\n+/).filter((block) => block.startsWith('|'));
  return blocks.map((block) => tableOf(block.trim().split('\n')));
}

const [byRole = '', byRecord = ''] = page.split('\n## Whose record\n');

/** The tables of docs/access.md. Of a role: its short form. */
export const accessPage = {
  byRole: tablesOf(byRole),
  byRecord: tablesOf(byRecord)[0] as Table,
  roles: new Map([...page.matchAll(/`([A-Z]{2})` ([A-Z_]+)/g)].map(([, short = '', role = '']) => [role, short])),
};

/** What docs/access.md says of a cell: `✓`, `401`, `403` or `404`. Undefined: the page has no such cell. `role` is a short form. */
export function statedFor(route: string, { role, record }: { role: string; record?: string }): string | undefined {
  const table = accessPage.byRole.find(({ rows }) => rows.has(route));
  const cell = table?.rows.get(route)?.[table.heads.indexOf(role)];
  return cell === '✓' && record !== undefined ? ofRecord(route, { role, record }) : cell;
}

function ofRecord(route: string, { role, record }: { role: string; record: string }): string | undefined {
  const { heads, rows } = accessPage.byRecord;
  const cells = rows.get(route) ?? rows.get(route.replace(/[^/]+$/, '*'));
  const [usual, ...exceptions] = cells?.[heads.indexOf(record)]?.split(', ') ?? [];
  return exceptions.find((exception) => exception.startsWith(`${role} `))?.slice(3) ?? usual;
}

/** The kinds of record that the page tells apart for this route; none where the request names no record. */
export function recordsOf(route: string): string[] {
  const { heads, rows } = accessPage.byRecord;
  const cells = rows.get(route) ?? rows.get(route.replace(/[^/]+$/, '*')) ?? [];
  return heads.filter((_head, i) => cells[i] !== undefined && cells[i] !== '');
}
