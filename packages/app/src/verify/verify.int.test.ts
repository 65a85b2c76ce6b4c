import { describe, expect, it } from '@jest/globals';
import { identificationFact } from '@amana/domain/case/identification/events';
import { projectionName } from '@amana/domain/projections/projection';
import { allProjections } from '../all-projections.ts';
import { registerPerson } from '../testing/centre-people.ts';
import { sealedOf, verifiedHouse } from './testing/verified-house.ts';
import type { VerifyStage } from './verify.ts';

const { rich, project, verified, faultsFound, tamper, caseStream, eventOf } = verifiedHouse();

async function personStream(): Promise<string> {
  const { events } = await rich().app.store.readLog(undefined, { limit: 1_000 });
  return events.find(({ type }) => type === 'IdentityDetailsRecorded')?.stream ?? '';
}

describe('a log and its read models that are as they were written', () => {
  it('have no fault; all of it was looked at, and none of it changed', async () => {
    const before = await rich().deps.rows.rowsOf('case-list_v1', [caseStream()]);
    const seen: Partial<Record<VerifyStage, unknown>> = {};
    const report = await verified({ onProgress: (stage, at) => (seen[stage] = at) });
    const events = (await rich().app.store.readLog(undefined, { limit: 1_000 })).events;
    const parts = events.flatMap(({ data }) => (data['sealed'] as unknown[] | undefined) ?? []);
    const keys = new Set(parts.map((part) => (part as { keyId: string }).keyId));
    expect(report.faults).toEqual({ count: 0, shown: [], unshown: new Map() });
    const streams = new Map([...new Set(events.map(({ stream }) => stream))].map((stream) => [stream, expect.anything()]));
    const digest = { events: events.filter(({ stream }) => stream !== 'log').length, chain: expect.stringMatching(/^[\w-]{43}$/) };
    expect(report.log).toEqual({ events: events.length, parts: parts.length, keys: keys.size, destroyed: 0, digest, streams, broken: new Set(), isWhole: true });
    expect(report.access).toMatchObject({ events: 2, parts: 0, keys: 0, destroyed: 0, broken: new Set(), isWhole: true });
    expect(report.projections.map(({ projection, state, waiting }) => ({ projection, state, waiting }))).toEqual(
      allProjections.map((projection) => ({ projection: projectionName(projection), state: 'compared', waiting: 0 })),
    );
    expect(report.projections.find(({ projection }) => projection === 'case-list_v1')).toMatchObject({ streams: 2, rows: 4 });
    expect(seen).toEqual({ 'verify-log': { events: events.length, part: 1 }, 'verify-access': { events: 2, part: 1 }, 'verify-rows': { events: expect.any(Number), part: 1 } });
    expect(await rich().deps.rows.rowsOf('case-list_v1', [caseStream()])).toEqual(before);
    expect((await rich().app.store.readLog(undefined, { limit: 1_000 })).events).toEqual(events);
  });

  it('are what was noted, also after more was appended', async () => {
    const { log, access } = await verified();
    await registerPerson(rich());
    await project();
    expect(await faultsFound({ noted: { log: log.digest, access: access.digest } })).toEqual([]);
    expect(await faultsFound({ noted: { log: log.digest, access: { events: 0, chain: '' } } })).toEqual([]); // nobody had read anything
  });

  it('may be without read models, or with a part of them: they are made from the log', async () => {
    expect(await verified({ rows: undefined })).toMatchObject({ projections: [], faults: { count: 0 } });
    await rich().deps.rows.drop('case-list_v1');
    const { projections, faults } = await verified();
    expect(faults.count).toBe(0);
    expect(projections.find(({ projection }) => projection === 'case-list_v1')).toEqual({ projection: 'case-list_v1', state: 'not-built', streams: 0, rows: 0, waiting: 0 });
  });

  it('a key that was destroyed with a receipt is no fault', async () => {
    const event = await eventOf('IdentityDetailsRecorded', await personStream());
    const [part] = sealedOf(event.data);
    tamper('keys/keyring.db', 'INSERT INTO receipts (key_id, subject_id, class, erasing_event_id) SELECT key_id, subject_id, class, ? FROM keys WHERE key_id = ?', event.id, part?.keyId ?? '');
    expect(await verified()).toMatchObject({ log: { destroyed: 1 }, faults: { count: 0 } });
  });
});

describe('what is appended while it looks', () => {
  it('is left for another time: a projection that has read it, or has not, is no fault', async () => {
    for (const andProjects of [false, true]) {
      const store = rich().app.store;
      let isFirst = true;
      const readLog: typeof store.readLog = async (...args) => {
        const page = await store.readLog(...args);
        if (isFirst) await registerPerson(rich());
        if (isFirst && andProjects) await project();
        isFirst = false;
        return page;
      };
      expect(await faultsFound({ events: { ...store, readLog } })).toEqual([]);
    }
  });

  it('rows that are written while they are compared are looked at again; where a projection stands still before the end, its streams wait', async () => {
    const { rows } = rich().deps;
    await registerPerson(rich());
    const [stream] = (await rows.find('case-list_v1', { where: [], limit: 1 })).rows.map((row) => row.stream);
    tamper('work.db', 'UPDATE "rows of case-list_v1" SET body = ? WHERE stream = ? AND row_id = ?', '{"half":"written"}', stream ?? '', 'case');
    await rich().tell(stream ?? '', [identificationFact('PersonRegistered', { registrationNumber: 'REG-2022-0002', photoTaken: false })]);
    const { projections, faults } = await verified();
    expect(faults.count).toBe(0);
    expect(projections.find(({ projection }) => projection === 'case-list_v1')).toMatchObject({ waiting: 1 });
    expect(await faultsFound({ sleep: project })).toEqual([]); // as a projector that runs beside it
  });
});

describe('faults', () => {
  it('many of one kind are counted, and the first of them shown', async () => {
    for (let person = 0; person < 21; person++) await registerPerson(rich());
    await project();
    tamper('keys/keyring.db', 'DELETE FROM keys');
    const { faults, log } = await verified();
    expect(log.keys).toBe(0);
    expect(faults.shown.map(({ code }) => code)).toEqual(Array.from({ length: 20 }, () => 'KEY_MISSING'));
    expect(faults.unshown).toEqual(new Map([['KEY_MISSING', faults.count - 20]]));
    expect(faults.count).toBeGreaterThan(21);
  });
});
