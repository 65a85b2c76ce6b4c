import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
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
    await rich.tell(caseStream(), [identificationFact('PersonIdentified', { ...(await eventOf('PersonIdentified')).data } as never)]).catch(() => undefined);
    await rich.tell(`centre-${crypto.randomUUID()}`, []).catch(() => undefined);
    expect(await faultsFound({ noted: log.digest })).toEqual([]);
  });
});

describe('what is appended while it looks', () => {
  it('is left for another time, and a projection that has not read it is waiting, not wrong', async () => {
    const store = rich.app.store;
    let pages = 0;
    const events = {
      ...store,
      readLog: async (...args: Parameters<typeof store.readLog>) => {
        const page = await store.readLog(...args);
        if (pages++ === 0) await rich.app.send('ScheduleFollowUp', { id: '', body: {} }).catch(() => undefined);
        return page;
      },
    };
    expect(await faultsFound({ events })).toEqual([]);
  });
});

describe('each fault is named', () => {
  it('a byte of a sealed part was changed', async () => {
    const event = await eventOf('PersonIdentified');
    const data = structuredClone(event.data);
    const [part] = sealedOf(data);
    if (part === undefined) throw new Error('nothing is sealed');
    part.ciphertext = `${part.ciphertext[0] === 'A' ? 'B' : 'A'}${part.ciphertext.slice(1)}`;
    tamper('log.db', ...dataOf(event.id, data));
    expect(await faultsFound()).toContainEqual(['PART_CHANGED', { ...place(event), class: part.class }]);
  });
});
