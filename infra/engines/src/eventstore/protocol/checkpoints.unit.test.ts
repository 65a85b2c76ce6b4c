import { expect, test } from '@jest/globals';
import { goldenFact } from '../testing/golden.ts';
import { type Checkpoint, createCheckpoints } from './checkpoints.ts';

const scavenges = '$$$scavenges';
/** The log that the node was asked of: its own event, then a hundred by tens in `noise-` and `order-`. Position 0 is before all of them. */
const names = [scavenges, ...Array.from({ length: 100 }, (_, n) => String(n))];
const positionOf = (index: number): bigint => BigInt(index + 1);

const isOrder = (name: string): boolean => name !== scavenges && Math.floor(Number(name) / 10) % 2 === 1;
const isUserEvent = (name: string): boolean => name !== scavenges;

function say({ commit, prepare }: Checkpoint): string {
  if (commit === 0n) return `cpbetween begin and ${scavenges}`;
  return `cp=${names[Number(commit) - 1]}${prepare === commit ? '' : ' prepare differs'}`;
}

/** `10`, `11`, `12` as `10..12`, the way the golden answers are written. */
function joinRuns(said: readonly string[]): string[] {
  const joined: string[] = [];
  for (const each of said) {
    const [first, last = first] = joined.at(-1)?.split('..') ?? [];
    const goesOn = /^\d+$/.test(each) && /^\d+$/.test(last ?? '') && Number(each) === Number(last) + 1;
    if (goesOn) joined.splice(-1, 1, `${first}..${each}`);
    else joined.push(each);
  }
  return joined;
}

function catchUp(interval: number, matches: (name: string) => boolean): string[] {
  const checkpoints = createCheckpoints(interval, { from: 0n, isLive: false });
  const said = ['confirmation'];
  const sayAny = (checkpoint: Checkpoint | undefined): void => {
    if (checkpoint) said.push(say(checkpoint));
  };
  sayAny(checkpoints.atStart());
  for (const [index, name] of names.entries()) {
    if (matches(name)) said.push(name);
    sayAny(checkpoints.afterEvent(positionOf(index), matches(name)));
  }
  sayAny(checkpoints.atHead());
  return joinRuns([...said, 'caughtUp', 'end', 'close']);
}

test.each([
  ['filter order-, window 10, interval 1', 10, isOrder],
  ['filter order-, window 10, interval 2', 20, isOrder],
  ['filter order-, window 32, interval 1', 32, isOrder],
  ['filter order-, window 1, interval 1', 1, isOrder],
  ['filter order-, window 1000, interval 1', 1_000, isOrder],
  ['filter no match', 10, () => false],
  ['filter regex all', 10, () => true],
  ['excludeSystemEvents', 10, isUserEvent],
])('catching up, the checkpoints are those of a real node: %s', (fact, interval, matches) => {
  expect(catchUp(interval, matches)).toEqual(goldenFact('subscriptions', fact));
});

test('live, a checkpoint is the last event that was considered, once in each window', () => {
  const checkpoints = createCheckpoints(10, { from: 0n, isLive: true });
  const said = Array.from({ length: 25 }, (_, n) => checkpoints.afterEvent(BigInt(n), n % 5 === 0));
  expect(said.filter((checkpoint) => checkpoint !== undefined)).toEqual([
    { commit: 9n, prepare: 9n },
    { commit: 19n, prepare: 19n },
  ]);
});

test('a live subscription that fell behind has checkpoints as one that catches up, until it is live again', () => {
  const checkpoints = createCheckpoints(2, { from: 0n, isLive: true });
  checkpoints.fellBehind();
  expect(checkpoints.afterEvent(1n, false)).toBeUndefined();
  expect(checkpoints.afterEvent(2n, false)).toEqual({ commit: 1n, prepare: 0n });
  expect(checkpoints.afterEvent(3n, true)).toBeUndefined();
  expect(checkpoints.atHead()).toEqual({ commit: 3n, prepare: 3n });
  expect(checkpoints.atHead()).toBeUndefined();
});

test('without a filter there are no checkpoints', () => {
  const checkpoints = createCheckpoints(undefined, { from: 0n, isLive: false });
  expect([checkpoints.atStart(), checkpoints.afterEvent(1n, true), checkpoints.atHead()]).toEqual([undefined, undefined, undefined]);
});
