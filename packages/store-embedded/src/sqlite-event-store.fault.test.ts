import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readOn } from '@amana/ports/contract/event-store-fixtures';
import type { ExpectedRevision, NewEvent, RecordedEvent } from '@amana/ports/event-store';
import { createSqliteEventStore } from './sqlite-event-store.ts';

type Sent = { stream: string; expected: ExpectedRevision; events: NewEvent[]; answer?: { revision: number; position: bigint } };

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amana-fault-'));
  path = join(folder, 'log.db');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const keyOf = ({ stream, expected }: { stream: string; expected: ExpectedRevision }): string => `${stream}@${expected}`;

/** Lets a process append and kills it after so many lines of its output. Answers what it had sent, with the answers that it had got. */
async function appendAndKill(lines: number): Promise<Sent[]> {
  const program = join(import.meta.dirname, 'testing/append-until-killed.ts');
  const child = spawn(process.execPath, ['--conditions=amana-source', program, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const sent = new Map<string, Sent>();
  let left = lines;
  for await (const line of createInterface(child.stdout)) {
    if (--left === 0) child.kill('SIGKILL');
    if (!line.endsWith('}')) break; // the kill came in the middle of a line
    const said = JSON.parse(line) as {
      sent?: Sent;
      answered?: { stream: string; expected: ExpectedRevision; revision: number; position: string };
    };
    if (said.sent) sent.set(keyOf(said.sent), said.sent);
    const append = said.answered && sent.get(keyOf(said.answered));
    if (said.answered && append) append.answer = { revision: said.answered.revision, position: BigInt(said.answered.position) };
  }
  expect(await closed).toEqual([null, 'SIGKILL']);
  return [...sent.values()];
}

/** Every event of these appends is in the log exactly once, where its answer says. */
function expectStoredOnce(log: readonly RecordedEvent[], appends: readonly Sent[]): void {
  const places = new Map(log.map((event) => [event.id, event]));
  expect(places.size).toBe(log.length);
  for (const { stream, expected, events, answer } of appends) {
    const first = expected === 'no-stream' ? 0 : expected + 1;
    const stored = events.map(({ id }) => places.get(id));
    expect(stored).toEqual(events.map((event, index) => ({ ...event, stream, revision: first + index, position: expect.any(BigInt) })));
    expect(stored.at(-1)).toMatchObject({ revision: answer?.revision, position: answer?.position });
  }
}

const seed = Date.now() % 100_000;

test(`killed five times: what was acknowledged is there exactly once, the rest can be sent again (seed ${seed})`, async () => {
  const all: Sent[] = [];
  let before: RecordedEvent[] = [];
  let acknowledged = 0;
  for (let kill = 1; kill <= 5; kill++) {
    const lines = 20 + ((seed * kill * 7_919) % 400);
    const sent = await appendAndKill(lines);
    acknowledged += sent.filter(({ answer }) => answer !== undefined).length;

    const store = createSqliteEventStore({ path });
    try {
      const log = await readOn(store, undefined);
      expect(log.slice(0, before.length)).toEqual(before); // nothing of the past has changed
      expectStoredOnce(
        log,
        sent.filter(({ answer }) => answer !== undefined),
      );
      for (const append of sent) append.answer ??= await store.append(append.stream, append.expected, append.events);
      all.push(...sent);
      before = await readOn(store, undefined);
      expectStoredOnce(before, all);
      expect(before).toHaveLength(all.reduce((sum, { events }) => sum + events.length, 0));
    } finally {
      store.close();
    }
  }
  expect(acknowledged).toBeGreaterThan(20);
}, 60_000);

test('a commit that fails with an I/O error is refused as unknown, shows nothing, and can be sent again without a restart', async () => {
  const program = join(import.meta.dirname, 'testing/append-until-full.ts');
  const limited = ['-c', 'ulimit -f 4000; exec "$0" "$@"', process.execPath, '--conditions=amana-source', program, path];
  const child = spawn('sh', limited, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await Promise.all([
    child.stdout.setEncoding('utf8').reduce((all, chunk) => all + String(chunk), ''),
    once(child, 'close'),
  ]);

  const failed = { written: 'unknown', message: 'SQLite: disk I/O error' };
  const report = JSON.parse(said) as { rounds: number };
  expect(report).toEqual({
    failed: { outcomes: [failed, failed, failed, failed], visible: ['no-stream', 'no-stream', 'no-stream', 'no-stream'] },
    again: ['stored', 'stored', 'stored', 'stored'],
    more: ['stored', 'stored', 'stored', 'stored'],
    rounds: expect.any(Number),
  });
  const store = createSqliteEventStore({ path });
  try {
    const log = await readOn(store, undefined);
    const streams = Array.from({ length: report.rounds }, (_, round) => [0, 1, 2, 3].map((n) => `case-${round}-${n}`)).flat();
    expect(log.map(({ stream, revision }) => `${stream}@${revision}`)).toEqual(streams.map((stream) => `${stream}@0`));
  } finally {
    store.close();
  }
});
