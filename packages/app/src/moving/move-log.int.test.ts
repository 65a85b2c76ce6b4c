import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore } from '@amana/ports/event-store';
import { StoreUnavailable } from '@amana/ports/failures';
import { v7 } from 'uuid';
import { findLog, openLog } from '../open-log.ts';
import type { ImportDeps } from './import-log.ts';
import { allOf, asMoved, digests, exportFrom, importInto, newHouse, NOW, wrapped, type House, type Moved } from './testing/move.ts';
import { createRichLog, type RichLog } from './testing/rich-log.ts';

let rich: RichLog;
let exported: Moved;
let target: House;

/** Appends as long as there are some left, then as a store that is gone. */
function dyingAfter(appends: number, house: House): House {
  let left = appends;
  return wrapped(house, async (append) => {
    left -= 1;
    if (left < 0) throw new Error('killed');
    return append();
  });
}

async function expectMoved(): Promise<void> {
  const [before, after] = [await allOf(rich.app.store), await allOf(target.events)];
  expect(digests(after.slice(0, -1))).toEqual(digests(asMoved(before)));
  expect(digests(await allOf(target.access))).toEqual(digests(await allOf(rich.deps.access)));
  const { logId } = rich.log;
  const last = after.at(-1);
  expect(last).toMatchObject({ stream: 'log', revision: 2, type: 'LogMoved', data: { logId }, metadata: { recordedAt: NOW, clock: 'ok', controller: logId, commandId: last?.id, commandIndex: [0, 1], actor: { role: 'SYS', agencyId: logId } } });
  expect(await openLog('training', { ...rich.deps, events: target.events })).toEqual({ logId, purpose: 'training', era: last?.id });
  expect(last?.id).not.toBe(rich.log.era);
}

beforeEach(async () => {
  rich = await createRichLog();
  exported = await exportFrom(rich);
  target = newHouse();
});
afterEach(() => {
  rich.close();
  target.events.close();
  target.access.close();
});

describe('a log that is exported', () => {
  it('comes out append by append in its order, what it says of itself last and as one', async () => {
    const events = await allOf(rich.app.store);
    const reads = await allOf(rich.deps.access);
    const appends = exported.lines.log.map((line) => JSON.parse(line) as { stream: string; expected: unknown; events: { id: string; type: string }[] });
    expect(appends.flatMap((append) => append.events.map(({ id }) => id))).toEqual(asMoved(events).map(({ id }) => id));
    expect(appends.map(({ stream, expected, events: [...of] }) => [stream.split('-')[0], expected, of.map(({ type }) => type)])).toEqual([
      ['centre', 'no-stream', ['CentreRegistered']],
      ['person', 'no-stream', ['IdentityDetailsRecorded']],
      ['case', 'no-stream', ['PersonIdentified', 'CaseOpened', 'PersonRegistered']],
      ['person', 'no-stream', ['IdentityDetailsRecorded']],
      ['case', 'no-stream', ['PersonIdentified', 'CaseOpened', 'PersonRegistered']],
      ['case', 2, ['ReferralDrafted', 'ReferralSent']],
      ['alert', 'no-stream', ['AlertDeliveryFailed']],
      ['alert', 0, ['AlertParked']],
      ['case', 4, ['ConsentWithdrawn', 'ReferralRevoked']],
      ['log', 'no-stream', ['LogCreated', 'LogRestored']],
    ]);
    const { logId, era } = rich.log;
    const chain = expect.stringMatching(/^[\w-]{43}$/);
    expect(exported.summary).toEqual({ logId, purpose: 'training', era, log: { appends: 10, events: events.length, chain }, access: { appends: 2, events: reads.length, chain }, missingKeys: 0 });
    expect(exported.lines.access).toHaveLength(2);
  });

  it('is the same export each time, and counts the keys that its keyring lacks', async () => {
    const again = await exportFrom(rich, { keyring: { find: async () => new Map() } });
    expect(again.lines).toEqual(exported.lines);
    expect(again.summary).toEqual({ ...exported.summary, missingKeys: expect.any(Number) });
    expect(again.summary.missingKeys).toBeGreaterThan(2);
  });

  it('says how far it is, and ends at the whole', async () => {
    const seen: { events: number; part: number }[] = [];
    await exportFrom(rich, { onProgress: (stage, at) => void (stage === 'export' && seen.push(at)) });
    expect(seen.at(-1)).toEqual({ events: exported.summary.log.events + exported.summary.access.events, part: 1 });
  });

  it('NO_LOG: an empty store has none', async () => {
    await expect(exportFrom(rich, target)).rejects.toMatchObject({ code: 'NO_LOG' });
  });

  it('LOG_PURPOSE: a log for training does not leave as one of production', async () => {
    await expect(exportFrom(rich, { purpose: 'production' })).rejects.toMatchObject({ code: 'LOG_PURPOSE' });
  });

  it.each(['log', 'access'] as const)('STILL_WRITTEN: somebody appends to %s while it is read', async (log) => {
    const store = log === 'log' ? rich.app.store : rich.deps.access;
    let written = false;
    const write = async () => {
      if (!written) await store.append('case-other', 'no-stream', [{ id: v7(), type: 'Happened', data: {}, metadata: { commandId: 'c', commandIndex: [0, 1] } }]);
      written = true;
    };
    await expect(exportFrom(rich, { write })).rejects.toMatchObject({ code: 'STILL_WRITTEN' });
  });

  it('LOG_NOT_WHOLE: an event in the middle of an append is gone', async () => {
    const readLog: EventStore['readLog'] = async (after, options) => {
      const page = await rich.app.store.readLog(after, options);
      return { ...page, events: page.events.filter(({ type }) => type !== 'CaseOpened') };
    };
    await expect(exportFrom(rich, { events: { ...rich.app.store, readLog } })).rejects.toMatchObject({ code: 'LOG_NOT_WHOLE' });
  });
});

describe('a log that is imported', () => {
  it('is the same in another era: order, ids, times, sealed parts, and what it says of itself at the end', async () => {
    const seen: string[] = [];
    const installKeyring = async () => void seen.push(`keyring before ${(await allOf(target.events)).length} events`);
    const onProgress: ImportDeps['onProgress'] = (stage, { part }) => void (part === 1 && seen.push(`${stage} done`));
    const { log, access } = exported.summary;
    const done = await importInto(target, exported, { installKeyring, onProgress });
    expect(done).toEqual({ outcome: 'imported', log: await findLog('training', target), wereThere: 0, written: log.events + access.events });
    expect(seen).toEqual(['check done', 'keyring before 0 events', 'write done', 'verify done']);
    await expectMoved();
  });

  it('tells the clock every time that was trusted: a clock long before it may not date the move', async () => {
    const seen = new Set<string>();
    await importInto(target, exported, { clock: { now: () => ({ recordedAt: NOW, clock: 'unconfirmed' }), sawInLog: (time) => void seen.add(time) } });
    expect(seen).toEqual(new Set((await allOf(rich.app.store)).concat(await allOf(rich.deps.access)).map(({ metadata }) => metadata['recordedAt'])));
    expect((await allOf(target.events)).at(-1)?.metadata['clock']).toBe('unconfirmed');
  });

  it('killed after any append it goes on; until its last one it is no log of ours (LOG_FOREIGN)', async () => {
    const appends = exported.summary.log.appends + exported.summary.access.appends;
    for (let left = 0; left < appends; left++) {
      target = newHouse();
      await expect(importInto(dyingAfter(left, target), exported)).rejects.toThrow('killed');
      const there = (await allOf(target.events)).length + (await allOf(target.access)).length;
      if (left > 0) await expect(openLog('training', { ...rich.deps, events: target.events })).rejects.toMatchObject({ code: 'LOG_FOREIGN', message: expect.stringContaining('npm run amana -- import') });
      expect(await findLog('training', target)).toBeUndefined();
      const done = await importInto(target, exported);
      expect(done).toMatchObject({ outcome: 'imported', wereThere: there });
      expect(done.wereThere + done.written).toBe(exported.summary.log.events + exported.summary.access.events);
      await expectMoved();
    }
  });

  it('answers that are lost are asked for again, and nothing is there twice', async () => {
    const lost = new Set<string>();
    const forgetful = wrapped(target, async (append, id) => {
      const answer = await append();
      if (lost.has(id)) return answer;
      lost.add(id);
      throw new StoreUnavailable('no answer', { written: 'unknown' });
    });
    await importInto(forgetful, exported);
    expect(lost.size).toBe(exported.summary.log.appends + exported.summary.access.appends);
    await expectMoved();
  });

  it('a second time changes nothing, also after the log has gone on', async () => {
    const first = await importInto(target, exported);
    const heads = () => Promise.all([target.events.head(), target.access.head()]);
    const before = await heads();
    expect(await importInto(target, exported)).toEqual({ outcome: 'moved-before', log: first.log, wereThere: exported.summary.log.events, written: 0 });
    expect(await heads()).toEqual(before);
    await target.events.append('case-new', 'no-stream', [{ id: v7(), type: 'Happened', data: {}, metadata: {} }]);
    expect(await importInto(target, exported)).toMatchObject({ outcome: 'moved-before', written: 0 });
  });

  it('back again, and with what happened there: the log that returns is the log that left', async () => {
    await importInto(target, exported);
    const metadata = { commandId: 'c', commandIndex: [0, 1], clock: 'ok', recordedAt: NOW };
    await target.events.append('case-new', 'no-stream', [{ id: v7(), type: 'Happened', data: {}, metadata }]);
    const there = await allOf(target.events);
    const away = await exportFrom(rich, target);
    target.events.close();
    target.access.close();
    target = newHouse();
    const { log } = await importInto(target, away);
    const back = await allOf(target.events);
    expect(digests(back.slice(0, -1))).toEqual(digests(asMoved(there)));
    expect(back.slice(-4).map(({ type }) => type)).toEqual(['LogCreated', 'LogRestored', 'LogMoved', 'LogMoved']);
    expect(log).toEqual({ logId: rich.log.logId, purpose: 'training', era: back.at(-1)?.id });
  });
});
