import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startProtocolServer, type ProtocolServer } from '@amana/engines/eventstore';
import type { RecordedEvent } from '@amana/ports/event-store';
import { eventDigestOf } from '@amana/privacy/digests';
import { keyringDigest } from '@amana/store-embedded/copy-keyring';
import { connectEventStoreDb } from '@amana/store-distributed/event-store-db';
import { runAmana, startAmana } from '../testing/amana-command.ts';
import { logOf, wholeLog } from '../testing/log-of.ts';
import { bringKek, furnish } from '../testing/moving-house.ts';

const PERSONS = 60;

/** In the order in which a move leaves them. */
const moved = (events: readonly RecordedEvent[]): string[] => [...events.filter(({ stream }) => stream !== 'log'), ...events.filter(({ stream }) => stream === 'log')].map(eventDigestOf);

describe('moving house from files to EventStoreDB and back, by the commands', () => {
  let folder: string;
  let node: ProtocolServer;
  let source: RecordedEvent[];
  const at = (...names: string[]) => join(folder, ...names);
  const files = (name: string) => ({ AMANA_DATA: at(name) });
  const engines = () => ({ AMANA_MODE: 'distributed', AMANA_EVENTSTORE_URL: node.url, AMANA_MONGODB_URL: 'mongodb://127.0.0.1:1/none', AMANA_KAFKA_BROKERS: '127.0.0.1:1', AMANA_DATA: at('engines') });

  async function onNode<T>(use: (log: ReturnType<typeof connectEventStoreDb>) => Promise<T>): Promise<T> {
    const log = connectEventStoreDb({ url: node.url });
    try {
      return await use(log);
    } finally {
      await log.close();
    }
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'amana-engines-move-'));
    node = await startProtocolServer();
    await furnish(at('source'), PERSONS);
    source = await logOf(at('source'));
    for (const name of ['engines', 'back']) bringKek(at('source'), at(name));
    expect(await runAmana(['export', at('export')], files('source'))).toMatchObject({ code: 0 });
  }, 60_000);
  afterAll(() => {
    node.kill();
    rmSync(folder, { recursive: true });
  });

  it('there: an engine that dies on the way is said, and the same command goes on; the keyring comes along', async () => {
    const dying = startAmana(['import', at('export')], engines());
    let seen = '';
    for await (const text of dying.child.stderr) {
      seen += String(text);
      if (seen.includes('Writing: 30%')) node.kill();
    }
    expect(await dying.ended).toMatchObject({ code: 1, out: '', err: expect.stringContaining('A store does not answer. Try again: what is done stays done.') });
    await node.start();
    const half = await onNode(({ events }) => wholeLog(events));
    expect(half.map(eventDigestOf)).toEqual(moved(source).slice(0, half.length));
    expect(half.length).toBeGreaterThan(source.length / 4);

    expect(await runAmana(['import', at('export')], engines())).toMatchObject({ code: 0, out: expect.stringContaining('Imported and read back') });
    const there = await onNode(({ events }) => wholeLog(events));
    expect(there.slice(0, -1).map(eventDigestOf)).toEqual(moved(source));
    expect(there.at(-1)).toMatchObject({ stream: 'log', type: 'LogMoved' });
    expect(keyringDigest(at('engines', 'keys', 'keyring.db'))).toBe(keyringDigest(at('source', 'keys', 'keyring.db')));
  }, 60_000);

  it('STILL_WRITTEN: whoever writes while an export is made is noticed, and no folder is left', async () => {
    const exporting = startAmana(['export', at('disturbed')], engines());
    const isOver = Promise.race([exporting.ended, sleep(30_000, undefined, { ref: false })]).then(() => true);
    const metadata = { commandId: 'c', commandIndex: [0, 1], clock: 'ok', recordedAt: '2022-06-15T10:00:00.000Z' };
    await onNode(async ({ access }) => {
      for (let reading = 0; !(await Promise.race([isOver, sleep(5, false)])); reading++) {
        const event = { id: crypto.randomUUID(), type: 'RecordAccessed', data: {}, metadata };
        await access.append('access-user-20220615', reading === 0 ? 'no-stream' : reading - 1, [event]);
      }
    });
    expect(await exporting.ended).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Somebody still writes to this log.') });
    expect(existsSync(at('disturbed'))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
  }, 60_000);

  it('restored: begins a new era on the engine, only when it is said with --yes', async () => {
    expect(await runAmana(['restored'], engines())).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--yes') });
    expect(await runAmana(['restored', '--yes'], engines())).toMatchObject({ code: 0, err: '' });
    const own = await onNode(async ({ events }) => (await events.readStream('log')).events);
    expect(own.map(({ type }) => type)).toEqual(['LogCreated', 'LogMoved', 'LogRestored']);
  }, 60_000);

  it('and back: the log in files holds what happened on the engine too, in its order', async () => {
    const [there, reads] = await onNode(async ({ events, access }) => [await wholeLog(events), await wholeLog(access)]);
    expect(await runAmana(['export', at('again')], engines())).toMatchObject({ code: 0 });
    expect(await runAmana(['import', at('again')], files('back'))).toMatchObject({ code: 0 });
    const back = await logOf(at('back'));
    expect(back.slice(0, -1).map(eventDigestOf)).toEqual(moved(there));
    expect((await logOf(at('back'), 'access')).map(eventDigestOf)).toEqual(reads.map(eventDigestOf));
    expect(reads.length).toBeGreaterThan(10);
    expect(moved(back.filter(({ stream }) => stream !== 'log'))).toEqual(moved(source.filter(({ stream }) => stream !== 'log')));
    expect(await runAmana(['restored', '--yes'], files('back'))).toMatchObject({ code: 0, out: expect.stringContaining((await logOf(at('back'))).at(-1)?.id ?? '') });
  }, 60_000);
});
