import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Lease } from '@amana/ports/lease';
import { createSqliteLease } from '@amana/store-embedded/sqlite-lease';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import { createMemoryOutput } from './testing/embedded-alerts.ts';
import { createFedTime } from './testing/fed-time.ts';
import { turnsByLease } from './turns.ts';

const TERM = 6_000;
const WAIT = 20_000;

/** A task that says when it is at work, and ends when the test wants it to. */
function task(name: string, said: string[]) {
  const end = Promise.withResolvers<void>();
  const run = async (): Promise<string> => {
    said.push(`${name} begins`);
    await end.promise;
    said.push(`${name} ends`);
    return name;
  };
  return { run, end: () => end.resolve() };
}

describe('turns over processes', () => {
  let db: ReturnType<typeof openWorkDatabase>;
  let lease: Lease;
  let time: ReturnType<typeof createFedTime>;
  beforeEach(() => {
    db = openWorkDatabase(':memory:');
    lease = createSqliteLease(db);
    time = createFedTime();
  });
  afterEach(() => db.close());

  /** The turns of a process of its own. */
  function newProcess() {
    const machine = time.machine();
    return { machine, inTurn: turnsByLease({ lease, termMs: TERM, waitMs: WAIT, output: createMemoryOutput(), ...machine }) };
  }

  it('of two processes the second waits until the first has ended, and both get their answers', async () => {
    const said: string[] = [];
    const [a, b] = [task('a', said), task('b', said)];
    const first = newProcess().inTurn('publish-1', a.run);
    await time.pass(0);
    const second = newProcess().inTurn('publish-1', b.run);
    await time.pass(TERM * 2);
    expect(said).toEqual(['a begins']);
    a.end();
    await time.pass(TERM);
    expect(await first).toBe('a');
    expect(said).toEqual(['a begins', 'a ends', 'b begins']);
    b.end();
    await time.pass(TERM);
    expect(await second).toBe('b');
  });

  it('tasks of different names do not wait for each other', async () => {
    const said: string[] = [];
    const [a, b] = [task('a', said), task('b', said)];
    const { inTurn } = newProcess();
    const both = [inTurn('publish-1', a.run), inTurn('publish-2', b.run)];
    await time.pass(0);
    expect(said).toEqual(['a begins', 'b begins']);
    a.end();
    b.end();
    await time.pass(TERM);
    expect(await Promise.all(both)).toEqual(['a', 'b']);
  });

  it('a process that was killed holds nobody up for longer than a term', async () => {
    const said: string[] = [];
    const [dead, b] = [task('dead', said), task('b', said)];
    const killed = newProcess();
    void killed.inTurn('publish-1', dead.run);
    await time.pass(0);
    killed.machine.die();
    const second = newProcess().inTurn('publish-1', b.run);
    await time.pass(TERM + TERM / 3);
    expect(said).toEqual(['dead begins', 'b begins']);
    b.end();
    await time.pass(TERM);
    expect(await second).toBe('b');
  });

  it('whoever waits for too long is told to try again, and has done nothing', async () => {
    const said: string[] = [];
    const [a, b] = [task('a', said), task('b', said)];
    const first = newProcess().inTurn('publish-1', a.run);
    await time.pass(0);
    const refused = newProcess().inTurn('publish-1', b.run);
    refused.catch(() => undefined); // looked at below, when the time has passed
    await time.pass(WAIT + TERM);
    await expect(refused).rejects.toMatchObject({ code: 'NO_TURN', retryable: true });
    a.end();
    await time.pass(TERM);
    expect(await first).toBe('a');
    expect(said).toEqual(['a begins', 'a ends']);
  });

  it('what a task throws reaches its caller, and the next one has its turn', async () => {
    const { inTurn } = newProcess();
    const failed = inTurn('publish-1', () => Promise.reject(new TypeError('a bug')));
    failed.catch(() => undefined); // looked at below, when the time has passed
    await time.pass(TERM);
    await expect(failed).rejects.toThrow(TypeError);
    const next = inTurn('publish-1', async () => 'next');
    await time.pass(TERM);
    expect(await next).toBe('next');
  });
});
