import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { NewEvent } from '@amana/ports/event-store';
import { v7 } from 'uuid';
import { findLog, openLog } from '../open-log.ts';
import { createDigestChain } from './digest-chain.ts';
import { placedEvents, type OriginalAppend } from './original-appends.ts';
import { allOf, exportFrom, importInto, newHouse, wrapped, type House, type Moved } from './testing/move.ts';
import { createRichLog, type RichLog } from './testing/rich-log.ts';

let rich: RichLog;
let exported: Moved;
let target: House;

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

const happened = (): NewEvent => ({ id: v7(), type: 'Happened', data: {}, metadata: { commandId: 'c', commandIndex: [0, 1], clock: 'ok', recordedAt: '2022-06-15T10:00:00.000Z' } });

const contents = async () => ({ log: await allOf(target.events), access: await allOf(target.access) });

const installKeyring = () => Promise.reject(new Error('a keyring was installed'));

/** Refused, with nothing changed at the target and no keyring brought to it. */
async function expectRefused(code: string, from: Moved = exported, facts: object = expect.anything()): Promise<void> {
  const before = await contents();
  await expect(importInto(target, from, { installKeyring })).rejects.toMatchObject({ code, facts, retryable: false });
  expect(await contents()).toEqual(before);
}

describe('an import into what is not empty', () => {
  it('TARGET_NOT_EMPTY: another event in the log', async () => {
    await target.events.append('case-other', 'no-stream', [happened()]);
    await expectRefused('TARGET_NOT_EMPTY');
  });

  it('TARGET_NOT_EMPTY: another event in the log of reads only', async () => {
    await target.access.append('access-other', 'no-stream', [happened()]);
    await expectRefused('TARGET_NOT_EMPTY');
  });

  it('TARGET_NOT_EMPTY: the exported log of reads, and a reading more', async () => {
    for (const { stream, revision, position: _, ...event } of await allOf(rich.deps.access))
      await target.access.append(stream, revision === 0 ? 'no-stream' : revision - 1, [event]);
    await target.access.append('access-other', 'no-stream', [happened()]);
    await expectRefused('TARGET_NOT_EMPTY');
  });

  it('TARGET_NOT_EMPTY: a log that has been made there, though nothing has happened in it yet', async () => {
    await openLog('training', { ...rich.deps, events: target.events });
    await expectRefused('TARGET_NOT_EMPTY');
  });

  it('TARGET_NOT_EMPTY: the log itself, in the house that it has not left', async () => {
    target.events.close();
    target.access.close();
    const house = { events: rich.app.store, access: newHouse().access };
    await expect(importInto(house, exported)).rejects.toMatchObject({ code: 'TARGET_NOT_EMPTY' });
    house.access.close();
    target = newHouse();
  });

  it('TARGET_NOT_EMPTY: half of another export, also where both begin alike', async () => {
    const killed = () => {
      let left = 3;
      return wrapped(target, async (append) => (left-- > 0 ? append() : Promise.reject(new Error('killed'))));
    };
    await expect(importInto(killed(), exported)).rejects.toThrow('killed');
    const [first] = await allOf(target.events);
    await rich.app.store.append('case-later', 'no-stream', [happened()]);
    const later = await exportFrom(rich);
    expect(later.lines.log[0]).toContain(first?.id);
    await importInto(target, later); // the same log, some time later: what was there is its beginning

    const other = await createRichLog();
    target = newHouse();
    await expect(importInto(killed(), exported)).rejects.toThrow('killed');
    await expectRefused('TARGET_NOT_EMPTY', await exportFrom(other));
    other.close();
  });

  it('TARGET_NOT_EMPTY: a later export of the log that has moved here', async () => {
    await importInto(target, exported);
    await rich.app.store.append('case-later', 'no-stream', [happened()]);
    await expectRefused('TARGET_NOT_EMPTY', await exportFrom(rich));
  });

  it('EXPORT_PURPOSE: a log for training does not arrive as one of production', async () => {
    await expect(importInto(target, exported, { purpose: 'production' })).rejects.toMatchObject({ code: 'EXPORT_PURPOSE', facts: { made: 'training', asked: 'production' } });
    expect(await contents()).toEqual({ log: [], access: [] });
  });
});

describe('an import while somebody else writes', () => {
  it('TARGET_CHANGED: an event that came between is seen when all is read back; the target does not become a log', async () => {
    let appends = 0;
    const disturbed = wrapped(target, async (append) => {
      appends += 1;
      if (appends === 3) await target.events.append('case-other', 'no-stream', [happened()]);
      return append();
    });
    await expect(importInto(disturbed, exported)).rejects.toMatchObject({ code: 'TARGET_CHANGED' });
    expect(await findLog('training', target)).toBeUndefined();
  });

  it('TARGET_CHANGED: a service that was started on the empty target has made a log of its own', async () => {
    let appends = 0;
    const disturbed = wrapped(target, async (append) => {
      appends += 1;
      if (appends === 1) await openLog('training', { ...rich.deps, events: target.events });
      return append();
    });
    await expect(importInto(disturbed, exported)).rejects.toMatchObject({ code: 'TARGET_CHANGED' });
    expect((await target.events.readStream('log')).events.map(({ type }) => type)).toEqual(['LogCreated']);
  });

  it('two imports of one export at once: one of them moves the log, the other is told; nothing is there twice', async () => {
    const ends = await Promise.allSettled([importInto(target, exported), importInto(target, exported)]);
    const done = ends.filter(({ status }) => status === 'fulfilled');
    expect(done.length).toBeGreaterThan(0);
    for (const end of ends) if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: expect.stringMatching(/^TARGET_/) });
    expect(await allOf(target.events)).toHaveLength(exported.summary.log.events + 1);
    expect(await importInto(target, exported)).toMatchObject({ outcome: 'moved-before' });
  });
});

const changed = (log: 'log' | 'access', change: (lines: string[]) => string[]): Moved => ({ ...exported, lines: { ...exported.lines, [log]: change([...exported.lines[log]]) } });

function mergedAt(index: number, lines: string[]): string[] {
  const [one, other] = [lines[index], lines[index + 1]].map((line) => JSON.parse(line ?? '') as OriginalAppend) as [OriginalAppend, OriginalAppend];
  expect(other.stream).toBe(one.stream);
  return lines.toSpliced(index, 2, JSON.stringify({ ...one, events: [...one.events, ...other.events] }));
}

const inLine = (index: number, change: (append: OriginalAppend) => object) =>
  changed('log', (lines) => lines.map((line, i) => (i === index ? JSON.stringify(change(JSON.parse(line) as OriginalAppend)) : line)));
const inFirstEvent = (change: (event: NewEvent) => object) => inLine(1, (append) => ({ ...append, events: append.events.map((event, i) => (i === 0 ? change(event) : event)) }));

describe('EXPORT_DAMAGED: an export that is not what was exported, before anything is written', () => {
  it.each<[string, () => Moved]>([
    ['another id', () => inFirstEvent((event) => ({ ...event, id: v7() }))],
    ['another type', () => inFirstEvent((event) => ({ ...event, type: 'Other' }))],
    ['one more field in the data', () => inFirstEvent((event) => ({ ...event, data: { ...event.data, more: 1 } }))],
    ['another time', () => inFirstEvent((event) => ({ ...event, metadata: { ...event.metadata, recordedAt: '2022-06-15T10:00:00.001Z' } }))],
    ['another stream', () => inLine(1, (append) => ({ ...append, stream: 'person-other' }))],
    ['another revision', () => inLine(1, (append) => ({ ...append, expected: 0 }))],
    ['a line is left out', () => changed('log', (lines) => lines.toSpliced(1, 1))],
    ['a line stands twice', () => changed('log', (lines) => lines.toSpliced(1, 0, lines[1] ?? ''))],
    ['two lines have changed places', () => changed('log', ([a = '', b = '', ...rest]) => [b, a, ...rest])],
    ['the last line is missing', () => changed('log', (lines) => lines.slice(0, -1))],
    ['two appends have become one', () => changed('log', (lines) => mergedAt(6, lines))],
    ['a line is cut', () => changed('log', (lines) => lines.with(4, lines[4]?.slice(0, -5) ?? ''))],
    ['all is gone', () => changed('log', () => [])],
    ['reads: a line is left out', () => changed('access', (lines) => lines.slice(1))],
    ['reads: all is gone', () => changed('access', () => [])],
    ['the summary names another log', () => ({ ...exported, summary: { ...exported.summary, logId: v7() } })],
    ['the summary names another era', () => ({ ...exported, summary: { ...exported.summary, era: v7() } })],
    ['the summary counts one event more', () => ({ ...exported, summary: { ...exported.summary, log: { ...exported.summary.log, events: exported.summary.log.events + 1 } } })],
  ])('%s', async (_what, damaged) => {
    await expectRefused('EXPORT_DAMAGED', damaged());
  });

  it('what the log says of itself stands last, also where somebody has made the digests anew', async () => {
    const lines = exported.lines.log.toSpliced(0, 0, exported.lines.log.at(-1) ?? '');
    const appends = lines.map((line) => JSON.parse(line) as OriginalAppend);
    const chain = createDigestChain();
    for (const event of appends.flatMap(placedEvents)) chain.add(event);
    const log = { appends: appends.length, events: chain.events(), chain: chain.value() };
    await expectRefused('EXPORT_DAMAGED', { summary: { ...exported.summary, log }, lines: { ...exported.lines, log: lines } }, { log: 'log', line: 1 });
  });

  it('says in which line something cannot be read', async () => {
    await expectRefused('EXPORT_DAMAGED', changed('log', (lines) => lines.with(4, '{')), { log: 'log', line: 5 });
  });

  it('the purpose in the summary is held against the log: no training becomes production by a hand in a file', async () => {
    const forged = { ...exported, summary: { ...exported.summary, purpose: 'production' as const } };
    await expect(importInto(target, forged, { purpose: 'production' })).rejects.toMatchObject({ code: 'EXPORT_DAMAGED' });
    expect(await contents()).toEqual({ log: [], access: [] });
  });
});
