import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { reportFact } from '@amana/domain/report/events';
import { digestOf } from '@amana/privacy/digests';
import { registerPerson } from '../testing/centre-people.ts';
import { createRichLog, type RichLog } from '../moving/testing/rich-log.ts';
import { bringUp } from '../testing/bring-up.ts';
import { allProjections } from '../all-projections.ts';
import { projectionName } from '@amana/domain/projections/projection';
import { identificationFact } from '@amana/domain/case/identification/events';
import type { FaultCode, FaultFacts } from './fault.ts';
import { verify, type VerifyDeps, type VerifyStage } from './verify.ts';

let rich: RichLog;
beforeEach(async () => {
  rich = await createRichLog();
  await project();
});
afterEach(() => rich.close());

async function project(): Promise<void> {
  const { deps, output, log } = rich;
  for (const projection of allProjections) await bringUp(projection, { events: deps.events, rows: deps.rows, log, output, definitions: deps.definitions });
}

const verified = (changes: Partial<VerifyDeps> = {}) =>
  verify({ ...rich.deps, keyring: rich.app.keyring, log: rich.log, monotonic: () => performance.now(), sleep: async () => undefined, onProgress: () => undefined, ...changes });

async function faultsFound(changes: Partial<VerifyDeps> = {}): Promise<[FaultCode, FaultFacts][]> {
  const { faults } = await verified(changes);
  expect(faults.count).toBe(faults.shown.length);
  expect(faults.unshown).toEqual(new Map());
  return faults.shown.map(({ code, facts }) => [code, facts]);
}

/** A careless or a malicious hand in one of the files. */
function tamper(file: 'log.db' | 'access.db' | 'work.db' | 'keys/keyring.db', sql: string, ...values: (string | number)[]): void {
  const db = new DatabaseSync(join(rich.app.folder, file));
  db.exec('DROP TRIGGER IF EXISTS event_is_never_changed; DROP TRIGGER IF EXISTS event_is_never_deleted');
  const { changes } = db.prepare(sql).run(...values);
  db.close();
  expect(changes).toBeGreaterThan(0);
}

const caseStream = () => `case-${rich.cases[1]}`;
async function eventOf(type: string, stream = caseStream()) {
  const { events } = await rich.app.store.readStream(stream);
  const found = events.find((event) => event.type === type);
  if (found === undefined) throw new Error(`no ${type} in ${stream}`);
  return found;
}
async function personStream(): Promise<string> {
  const { events } = await rich.app.store.readLog(undefined, { limit: 1_000 });
  return events.find(({ type }) => type === 'IdentityDetailsRecorded')?.stream ?? '';
}
const sealedOf = (data: object) => (data as { sealed: { keyId: string; ciphertext: string; class: string }[] }).sealed;
const place = ({ id, stream, revision, type }: Awaited<ReturnType<typeof eventOf>>) => ({ log: 'log', event: id, stream, revision, type });
const dataOf = (id: string, data: object) => ['UPDATE events SET data = ? WHERE id = ?', JSON.stringify(data), id] as const;

describe('a log and its read models that are as they were written', () => {
  it('have no fault; all of it was looked at, and none of it changed', async () => {
    const before = await rich.deps.rows.rowsOf('case-list_v1', [caseStream()]);
    const seen: Partial<Record<VerifyStage, unknown>> = {};
    const report = await verified({ onProgress: (stage, at) => (seen[stage] = at) });
    const events = (await rich.app.store.readLog(undefined, { limit: 1_000 })).events;
    const parts = events.flatMap(({ data }) => (data['sealed'] as unknown[] | undefined) ?? []);
    const keys = new Set(parts.map((part) => (part as { keyId: string }).keyId));
    expect(report.faults).toEqual({ count: 0, shown: [], unshown: new Map() });
    const streams = new Map([...new Set(events.map(({ stream }) => stream))].map((stream) => [stream, expect.anything()]));
    const digest = { events: events.length, chain: expect.stringMatching(/^[\w-]{43}$/) };
    expect(report.log).toEqual({ events: events.length, parts: parts.length, keys: keys.size, destroyed: 0, digest, streams, broken: new Set(), isWhole: true });
    expect(report.access).toMatchObject({ events: 2, parts: 0, keys: 0, destroyed: 0, broken: new Set(), isWhole: true });
    expect(report.projections.map(({ projection, state, waiting }) => ({ projection, state, waiting }))).toEqual(
      allProjections.map((projection) => ({ projection: projectionName(projection), state: 'compared', waiting: 0 })),
    );
    expect(report.projections.find(({ projection }) => projection === 'case-list_v1')).toMatchObject({ streams: 2, rows: 4 });
    expect(seen).toEqual({ 'verify-log': { events: events.length, part: 1 }, 'verify-access': { events: 2, part: 1 }, 'verify-rows': { events: expect.any(Number), part: 1 } });
    expect(await rich.deps.rows.rowsOf('case-list_v1', [caseStream()])).toEqual(before);
    expect((await rich.app.store.readLog(undefined, { limit: 1_000 })).events).toEqual(events);
  });

  it('are what was noted, also after more was appended', async () => {
    const { log } = await verified();
    await registerPerson(rich);
    await project();
    expect(await faultsFound({ noted: log.digest })).toEqual([]);
  });

  it('may be without read models, or with a part of them: they are made from the log', async () => {
    expect(await verified({ rows: undefined })).toMatchObject({ projections: [], faults: { count: 0 } });
    await rich.deps.rows.drop('case-list_v1');
    const { projections, faults } = await verified();
    expect(faults.count).toBe(0);
    expect(projections.find(({ projection }) => projection === 'case-list_v1')).toEqual({ projection: 'case-list_v1', state: 'not-built', streams: 0, rows: 0, waiting: 0 });
  });

  it('a key that was destroyed with a receipt is no fault', async () => {
    const event = await eventOf('IdentityDetailsRecorded', (await personStream()));
    const [part] = sealedOf(event.data);
    tamper('keys/keyring.db', 'INSERT INTO receipts (key_id, subject_id, class, erasing_event_id) SELECT key_id, subject_id, class, ? FROM keys WHERE key_id = ?', event.id, part?.keyId ?? '');
    expect(await verified()).toMatchObject({ log: { destroyed: 1 }, faults: { count: 0 } });
  });
});

describe('what is appended while it looks', () => {
  it('is left for another time: a projection that has read it, or has not, is no fault', async () => {
    for (const andProjects of [false, true]) {
      const store = rich.app.store;
      let isFirst = true;
      const readLog: typeof store.readLog = async (...args) => {
        const page = await store.readLog(...args);
        if (isFirst) await registerPerson(rich);
        if (isFirst && andProjects) await project();
        isFirst = false;
        return page;
      };
      expect(await faultsFound({ events: { ...store, readLog } })).toEqual([]);
    }
  });

  it('rows that are written while they are compared are looked at again; where a projection stands still before the end, its streams wait', async () => {
    const { rows } = rich.deps;
    await registerPerson(rich);
    const [stream] = (await rows.find('case-list_v1', { where: [], limit: 1 })).rows.map((row) => row.stream);
    tamper('work.db', 'UPDATE "rows of case-list_v1" SET body = ? WHERE stream = ? AND row_id = ?', '{"half":"written"}', stream ?? '', 'case');
    await rich.tell(stream ?? '', [identificationFact('PersonRegistered', { registrationNumber: 'REG-2022-0002', photoTaken: false })]);
    const { projections, faults } = await verified();
    expect(faults.count).toBe(0);
    expect(projections.find(({ projection }) => projection === 'case-list_v1')).toMatchObject({ waiting: 1 });
    expect(await faultsFound({ sleep: project })).toEqual([]); // as a projector that runs beside it
  });
});

describe('each fault is named', () => {
  it('PART_CHANGED: a byte of a sealed part', async () => {
    const event = await eventOf('PersonIdentified');
    const data = structuredClone(event.data);
    const [part] = sealedOf(data);
    if (part === undefined) throw new Error('nothing is sealed');
    part.ciphertext = `${part.ciphertext[0] === 'A' ? 'B' : 'A'}${part.ciphertext.slice(1)}`;
    tamper('log.db', ...dataOf(event.id, data));
    expect(await faultsFound()).toContainEqual(['PART_CHANGED', { ...place(event), class: part.class }]);
  });

  it('PART_CHANGED: parts of two events changed places', async () => {
    const [one, other] = [await eventOf('PersonIdentified'), await eventOf('PersonIdentified', `case-${rich.cases[0]}`)];
    tamper('log.db', ...dataOf(one.id, { ...one.data, sealed: other.data['sealed'] }));
    expect(await faultsFound()).toContainEqual(['PART_CHANGED', { ...place(one), class: sealedOf(other.data)[0]?.class }]);
  });

  it('ROW_CHANGED, LOG_CHANGED: a payload that is still a possible one; rows and the digest of before show it', async () => {
    const { log } = await verified();
    const event = await eventOf('CaseOpened');
    tamper('log.db', ...dataOf(event.id, { ...event.data, ownerUserId: 'user-somebody-else' }));
    const found = await faultsFound({ noted: log.digest });
    expect(found).toContainEqual(['LOG_CHANGED', { log: 'log', events: log.events, found: log.events }]);
    expect(found).toContainEqual(['ROW_CHANGED', { projection: 'case-list_v1', stream: caseStream(), row: '~state' }]);
  });

  it('EVENT_MISSHAPEN: a payload that is none of its type, metadata that are none, parts that are none', async () => {
    const event = await eventOf('CaseOpened');
    tamper('log.db', ...dataOf(event.id, { ...event.data, intakeForm: 'NEITHER' }));
    expect(await faultsFound()).toContainEqual(['EVENT_MISSHAPEN', place(event)]);
    tamper('log.db', ...dataOf(event.id, { ...event.data, sealed: 'none' }));
    expect(await faultsFound()).toContainEqual(['EVENT_MISSHAPEN', place(event)]);
    tamper('log.db', ...dataOf(event.id, event.data));
    expect(await faultsFound()).toEqual([]);
    tamper('log.db', 'UPDATE events SET metadata = ? WHERE id = ?', JSON.stringify({ ...event.metadata, clock: 'wrong' }), event.id);
    expect(await faultsFound()).toEqual([['EVENT_MISSHAPEN', place(event)]]);
  });

  it('FIGURES_CHANGED: a figure of a release', async () => {
    const cells = [{ code: 'TOTAL', value: 12 }];
    const indicators = [{ id: 'IND-01', margins: [{ name: 'total', shown: true, cells }] }];
    const [grantId, centreId, asOfEventId] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
    const period = { from: '2022-01-01', to: '2022-03-31', zone: 'Africa/Niamey' } as const;
    const release = { grantId, grantCode: 'COMPASS', centreId, ...period, definitionVersion: 1, asOfEventId, k: 5, indicators, excludedBand: '0', erased: '0', contentDigest: digestOf(indicators) } as const;
    const stream = `report-${crypto.randomUUID()}`;
    await rich.tell(stream, [reportFact('IndicatorReportPublished', release as never)]);
    await project();
    expect(await faultsFound()).toEqual([]);
    const event = await eventOf('IndicatorReportPublished', stream);
    tamper('log.db', 'UPDATE events SET data = replace(data, ?, ?) WHERE id = ?', '"value":12', '"value":13', event.id);
    expect(await faultsFound()).toContainEqual(['FIGURES_CHANGED', place(event)]);
  });

  it('EVENT_NEWER: a type that this program does not know', async () => {
    const event = await eventOf('CaseOpened');
    tamper('log.db', 'UPDATE events SET type = ? WHERE id = ?', 'CaseReopenedTwice', event.id);
    expect(await faultsFound()).toEqual([['EVENT_NEWER', { ...place(event), type: 'CaseReopenedTwice' }]]);
  });

  it('REVISION_MISSING: an event in the middle, or the first', async () => {
    const event = await eventOf('CaseOpened');
    tamper('log.db', 'DELETE FROM events WHERE id = ?', event.id);
    const behind = await eventOf('PersonRegistered');
    expect(await faultsFound()).toEqual([['REVISION_MISSING', { log: 'log', stream: event.stream, revision: event.revision, event: behind.id }]]);
    const [first] = (await rich.deps.access.readLog(undefined, { limit: 1 })).events;
    const next = (await rich.deps.access.readStream(first?.stream ?? '')).events[1];
    tamper('access.db', 'DELETE FROM events WHERE revision = 0');
    expect(await faultsFound()).toContainEqual(['REVISION_MISSING', { log: 'access', stream: first?.stream, revision: 0, event: next?.id }]);
  });

  it('COMMAND_IN_PART, ROWS_AHEAD: events at the end were cut off', async () => {
    await registerPerson(rich);
    await project(); // so that each checkpoint stands at an event that stays
    const { log } = await verified();
    const event = await eventOf('PersonRegistered');
    tamper('log.db', 'DELETE FROM events WHERE id = ?', event.id);
    const found = await faultsFound({ noted: log.digest });
    expect(found).toContainEqual(['COMMAND_IN_PART', { log: 'log', stream: event.stream, revision: event.revision - 1 }]);
    expect(found).toContainEqual(['LOG_CHANGED', { log: 'log', events: log.events, found: log.events - 1 }]);
    const last = await eventOf('ReferralRevoked', `case-${rich.cases[0]}`);
    tamper('log.db', 'DELETE FROM events WHERE stream = (SELECT stream FROM events WHERE id = ?) AND revision >= 3', last.id);
    expect(await faultsFound()).toContainEqual(['ROWS_AHEAD', { projection: 'case-list_v1', stream: last.stream, revision: last.revision }]);
  });

  it('COMMAND_IN_PART: an event in the middle was cut out, and what follows moved up into its place', async () => {
    const stream = `case-${rich.cases[0]}`;
    const [event, behind] = [await eventOf('ConsentWithdrawn', stream), await eventOf('ReferralRevoked', stream)];
    expect(behind.revision).toBe(event.revision + 1);
    tamper('log.db', 'DELETE FROM events WHERE id = ?', event.id);
    tamper('log.db', 'UPDATE events SET revision = revision - 1 WHERE id = ?', behind.id);
    expect(await faultsFound()).toContainEqual(['COMMAND_IN_PART', { log: 'log', stream, revision: event.revision }]);
  });

  it('EVENT_TWICE, REVISION_REPEATED: an id that is there twice, a revision out of its order', async () => {
    const [event, next] = [await eventOf('PersonIdentified'), await eventOf('PersonRegistered')];
    tamper('log.db', 'UPDATE events SET id = ? WHERE id = ?', event.id, next.id);
    expect(await faultsFound()).toContainEqual(['EVENT_TWICE', { log: 'log', event: event.id, stream: next.stream, revision: next.revision, before: event.stream, beforeRevision: event.revision }]);
    const opened = await eventOf('CaseOpened');
    tamper('log.db', 'UPDATE events SET position = 100000 WHERE id = ?', opened.id);
    const found = await faultsFound();
    expect(found).toContainEqual(['REVISION_MISSING', { log: 'log', stream: opened.stream, revision: 1, event: event.id }]);
    expect(found).toContainEqual(['REVISION_REPEATED', { log: 'log', stream: opened.stream, revision: 1, event: opened.id }]);
  });

  it('LOG_UNREADABLE: an event that is no JSON any more stops the check there, and nothing of it is told', async () => {
    const event = await eventOf('CaseOpened');
    tamper('log.db', 'UPDATE events SET data = ? WHERE id = ?', '{"names":["Personne Fictive"', event.id);
    const { log, projections, faults } = await verified();
    expect(faults.shown).toEqual([{ code: 'LOG_UNREADABLE', facts: { log: 'log', reason: `event ${event.id} (${event.stream}, revision ${event.revision}) is damaged: it is not the JSON that was written` } }]);
    expect({ isWhole: log.isWhole, projections }).toEqual({ isWhole: false, projections: [] });
  });

  it('KEY_MISSING, KEY_CHANGED: a key that was lost, and one that is kept under the id of another', async () => {
    const [person] = sealedOf((await eventOf('PersonIdentified')).data);
    const [other] = sealedOf((await eventOf('PersonIdentified', `case-${rich.cases[0]}`)).data);
    if (person === undefined || other === undefined) throw new Error('nothing is sealed');
    tamper('keys/keyring.db', 'DELETE FROM keys WHERE key_id = ?', person.keyId);
    expect(await faultsFound()).toEqual([['KEY_MISSING', { log: 'log', key: person.keyId }]]);
    tamper('keys/keyring.db', 'UPDATE keys SET wrapped = (SELECT wrapped FROM keys WHERE key_id <> ? LIMIT 1) WHERE key_id = ?', other.keyId, other.keyId);
    expect(new Set(await faultsFound())).toEqual(new Set([['KEY_MISSING', { log: 'log', key: person.keyId }], ['KEY_CHANGED', { log: 'log', key: other.keyId }]]));
  });

  it('ROW_CHANGED, ROW_MISSING, ROW_TOO_MANY, ROWS_BEHIND', async () => {
    const stream = caseStream();
    const about = (row: string) => ({ projection: 'case-list_v1', stream, row });
    const [listed] = (await rich.deps.rows.rowsOf('case-list_v1', [stream])).filter(({ rowId }) => rowId !== '~state');
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
    await rich.deps.rows.ensure({ name: 'relay_v1', indexes: [] });
    tamper('work.db', "INSERT INTO checkpoints SELECT 'relay_v1', era, position, event_id FROM checkpoints WHERE projection = 'case-list_v1'");
    expect(await faultsFound()).toEqual([]);
    tamper('work.db', "UPDATE checkpoints SET event_id = 'no event' WHERE projection IN ('case-list_v1', 'relay_v1')");
    tamper('work.db', "UPDATE checkpoints SET position = 1000000 WHERE projection = 'deadlines_v1'");
    const { projections, faults } = await verified();
    expect(faults.shown.map(({ code, facts }) => [code, facts])).toEqual(['case-list_v1', 'deadlines_v1', 'relay_v1'].map((projection) => ['CHECKPOINT_NOWHERE', { projection }]));
    expect(projections.filter(({ state }) => state === 'not-compared').map(({ projection }) => projection)).toEqual(['case-list_v1', 'deadlines_v1']);
    tamper('work.db', "UPDATE checkpoints SET era = 'another era'");
    expect((await faultsFound()).map(([code]) => code)).toEqual(allProjections.map(() => 'CHECKPOINT_OTHER_ERA'));
    tamper('work.db', 'DELETE FROM checkpoints');
    expect(await faultsFound()).toContainEqual(['CHECKPOINT_MISSING', { projection: 'case-list_v1' }]);
  });

  it('STREAM_PARKED: an event that could not be applied, though the rows are what its stream made before it', async () => {
    const parked = { eventId: crypto.randomUUID(), revision: 3, reason: 'TypeError' };
    await rich.deps.rows.put('case-list_v1', [{ stream: caseStream(), rowId: '~parked-3', revision: 3, gone: false, keys: { list: false, parked: true }, body: parked }]);
    expect(await faultsFound()).toEqual([['STREAM_PARKED', { projection: 'case-list_v1', stream: caseStream(), revision: 3 }]]);
  });

  it('many of one kind are counted, and the first of them shown', async () => {
    for (let person = 0; person < 21; person++) await registerPerson(rich);
    await project();
    tamper('keys/keyring.db', 'DELETE FROM keys');
    const { faults, log } = await verified();
    expect(log.keys).toBe(0);
    expect(faults.shown.map(({ code }) => code)).toEqual(Array.from({ length: 20 }, () => 'KEY_MISSING'));
    expect(faults.unshown).toEqual(new Map([['KEY_MISSING', faults.count - 20]]));
    expect(faults.count).toBeGreaterThan(21);
  });
});
