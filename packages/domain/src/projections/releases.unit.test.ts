import { expect, it } from '@jest/globals';
import { AGENCY } from '../testing/given-when-then.ts';
import { CENTRE } from '../testing/centre-facts.ts';
import { GRANT } from '../testing/grant-facts.ts';
import { histories } from '../testing/histories.ts';
import { rowsAfter } from '../testing/projected-facts.ts';
import { releases } from './releases.ts';

const [stream, facts] = Object.entries(histories).find(([name]) => name.startsWith('report-')) ?? ['', []];

it('I-109: a release stands in its row as it was published, found by its grant and by its code', () => {
  const recordedAt = '2023-02-01T08:00:00.000Z';
  const [row, ...others] = rowsAfter(releases, stream, facts.map((fact) => ({ ...fact, metadata: { recordedAt } })));
  expect(others).toEqual([]);
  expect(row?.rowId).toBe('release');
  expect(row?.keys).toStrictEqual({ grantId: GRANT, grantCode: 'COMPASS-NL', controller: AGENCY, publishedAt: recordedAt });
  expect(row?.body).toStrictEqual({ ...facts[0]?.data, publishedAt: recordedAt });
  expect(row?.body['centreId']).toBe(CENTRE);
});

it('a report that was not published is not there', () => {
  expect(rowsAfter(releases, stream, [])).toEqual([]);
});
