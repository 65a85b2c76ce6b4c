import { describe, expect, it } from '@jest/globals';
import { allProjections } from '../all-projections.ts';
import { verifiedHouse } from './testing/verified-house.ts';

const { rich, verified, faultsFound, tamper, caseStream } = verifiedHouse();

describe('each fault of the read models is named', () => {
  it('ROW_CHANGED, ROW_MISSING, ROW_TOO_MANY, ROWS_BEHIND', async () => {
    const stream = caseStream();
    const about = (row: string) => ({ projection: 'case-list_v1', stream, row });
    const [listed] = (await rich().deps.rows.rowsOf('case-list_v1', [stream])).filter(({ rowId }) => rowId !== '~state');
    const row = listed?.rowId ?? '';
    const save = JSON.stringify(listed?.keys);
    tamper('work.db', 'UPDATE "rows of case-list_v1" SET keys = ? WHERE stream = ? AND row_id = ?', JSON.stringify({ ...listed?.keys, status: 'OTHER' }), stream, row);
    expect(await faultsFound()).toEqual([['ROW_CHANGED', about(row)]]);
    tamper('work.db', 'UPDATE "rows of case-list_v1" SET keys = ?, revision = 99 WHERE stream = ? AND row_id = ?', save, stream, row);
    expect(await faultsFound()).toEqual([['ROW_CHANGED', about(row)]]); // it would never be written again
    tamper('work.db', 'UPDATE "rows of case-list_v1" SET row_id = ?, revision = ? WHERE stream = ? AND row_id = ?', 'another', listed?.revision ?? 0, stream, row);
    expect(await faultsFound()).toEqual([['ROW_TOO_MANY', about('another')], ['ROW_MISSING', about(row)]]);
    tamper('work.db', 'UPDATE "rows of case-list_v1" SET row_id = ? WHERE row_id = ?', row, 'another');
    tamper('work.db', 'INSERT INTO "rows of case-list_v1" SELECT ?, row_id, revision, gone, keys, body FROM "rows of case-list_v1" WHERE stream = ? AND row_id = ?', 'case-of-nobody', stream, row);
    expect(await faultsFound()).toEqual([['ROW_TOO_MANY', { projection: 'case-list_v1', stream: 'case-of-nobody', row }]]);
    tamper('work.db', 'DELETE FROM "rows of case-list_v1" WHERE stream = ?', 'case-of-nobody');
    tamper('work.db', 'UPDATE "rows of case-list_v1" SET body = json_set(body, ?, 0), revision = 0 WHERE stream = ? AND row_id = ?', '$.nothing', stream, '~state');
    expect(await faultsFound()).toContainEqual(['ROWS_BEHIND', { projection: 'case-list_v1', stream, revision: 1 }]);
    tamper('work.db', 'DELETE FROM "rows of case-list_v1" WHERE stream = ?', stream);
    expect(await faultsFound()).toEqual([['ROW_MISSING', about('~state')]]);
  });

  it('ROWS_UNREADABLE: a row that is no JSON any more', async () => {
    tamper('work.db', 'UPDATE "rows of case-list_v1" SET body = ? WHERE stream = ? AND row_id = ?', '{"names":', caseStream(), '~state');
    expect(await faultsFound()).toEqual([['ROWS_UNREADABLE', { projection: 'case-list_v1', reason: `row ~state of ${caseStream()} is damaged: it is not the JSON that was written` }]]);
  });

  it('CHECKPOINT_NOWHERE, CHECKPOINT_OTHER_ERA, CHECKPOINT_MISSING, also of a worker that makes no rows', async () => {
    await rich().deps.rows.ensure({ name: 'relay_v1', indexes: [] });
    tamper('work.db', "INSERT INTO checkpoints SELECT 'relay_v1', era, position, event_id FROM checkpoints WHERE projection = 'case-list_v1'");
    expect(await faultsFound()).toEqual([]);
    tamper('work.db', "UPDATE checkpoints SET event_id = 'no event' WHERE projection IN ('case-list_v1', 'relay_v1')");
    tamper('work.db', "UPDATE checkpoints SET position = 1000000 WHERE projection = 'deadlines_v2'");
    const { projections, faults } = await verified();
    expect(faults.shown.map(({ code, facts }) => [code, facts])).toEqual(['case-list_v1', 'deadlines_v2', 'relay_v1'].map((projection) => ['CHECKPOINT_NOWHERE', { projection }]));
    expect(projections.filter(({ state }) => state === 'not-compared').map(({ projection }) => projection)).toEqual(['case-list_v1', 'deadlines_v2']);
    tamper('work.db', "UPDATE checkpoints SET era = 'another era'");
    expect((await faultsFound()).map(([code]) => code)).toEqual(allProjections.map(() => 'CHECKPOINT_OTHER_ERA'));
    tamper('work.db', 'DELETE FROM checkpoints');
    expect(await faultsFound()).toContainEqual(['CHECKPOINT_MISSING', { projection: 'case-list_v1' }]);
  });

  it('STREAM_PARKED: an event that could not be applied, though the rows are what its stream made before it', async () => {
    const parked = { eventId: crypto.randomUUID(), revision: 3, reason: 'TypeError' };
    await rich().deps.rows.put('case-list_v1', [{ stream: caseStream(), rowId: '~parked-3', revision: 3, gone: false, keys: { list: false, parked: true }, body: parked }]);
    expect(await faultsFound()).toEqual([['STREAM_PARKED', { projection: 'case-list_v1', stream: caseStream(), revision: 3 }]]);
  });
});
