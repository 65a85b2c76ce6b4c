import { problemTable } from '@amana/http-api/problem-table';

type Row = { readonly status: number; readonly fr: { readonly title: string; readonly detail: string }; readonly en: { readonly title: string; readonly detail: string } };

/** docs/errors.md, from the one table of problems. */
export function errorsPage(): string {
  const rows = Object.entries(problemTable as Readonly<Record<string, Row>>).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const section = ([code, { status, fr, en }]: [string, Row]) => [`### ${code}`, '', `Status ${status}`, '', `- **${en.title}.** ${en.detail}`, `- **${fr.title}.** ${fr.detail}`, ''];
  return [
    '# Errors',
    '',
    'Every answer that is not the one asked for is a problem detail (RFC 9457), `application/problem+json`, in French or English by',
    '`Accept-Language`. Programs look at `code`; people read `title` and `detail`, which say what to do. Words in braces are filled with',
    'codes, numbers and ids, never with anything that was typed.',
    '',
    'This page is made from the table in the code: `npm run docs` writes it anew, and a test fails when it is out of date.',
    '',
    ...rows.flatMap(section),
  ].join('\n');
}
