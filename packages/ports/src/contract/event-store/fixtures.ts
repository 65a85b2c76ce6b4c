import { expect } from '@jest/globals';
import type { EventStore, NewEvent, RecordedEvent } from '../../event-store.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Harness } from '../harness.ts';

/** Nobody else may write to its log while a test runs. */
export type EventStoreHarness = Harness<EventStore> & {
  /** False where the log may hold events of earlier tests (one server for all); the cases of an empty log are then left out, loudly. */
  startsEmpty: boolean;
};

/** Whether the log is empty; says so where that keeps a case from being tested. */
export function isEmpty({ startsEmpty }: EventStoreHarness): boolean {
  if (!startsEmpty) console.warn(`NOT TESTED (this log holds events of earlier tests): ${expect.getState().currentTestName ?? ''}`);
  return startsEmpty;
}

/** The same check on the store as it is and on the same data after a restart. */
export async function alsoAfterRestart(harness: EventStoreHarness, check: (store: EventStore) => Promise<void>): Promise<void> {
  await check(harness.store);
  await check(await harness.reopen());
}

/** A stream that no other test uses. */
export const freshStream = (prefix = 'test'): string => `${prefix}-${crypto.randomUUID()}`;

export const newEvent = (data: JsonObject = { note: 'Zinder' }): NewEvent => ({
  id: crypto.randomUUID(),
  type: 'SomethingHappened',
  data,
  metadata: { schemaVersion: 1, recordedAt: '2026-11-21T10:00:00.000Z', rules: ['I-25'] },
});

export const newEvents = (count: number): NewEvent[] => Array.from({ length: count }, (_, index) => newEvent({ index }));

/** The form over which digests are computed (JCS): two values have the same digest if and only if these texts are equal. */
export function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value as JsonObject).sort(([a], [b]) => (a < b ? -1 : 1)); // by UTF-16 units, as JCS asks
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}

/** What the store must give back for these events, but for the positions, which only it knows. */
export const recorded = (stream: string, first: number, events: readonly NewEvent[]): RecordedEvent[] =>
  events.map((event, index) => ({ ...event, stream, revision: first + index, position: expect.any(BigInt) as unknown as bigint }));

type ReadOn = { limit?: number; exceptPrefixes?: readonly string[] };

/** Reads page by page to the head, and checks what every page must keep. */
export async function readOn(
  store: EventStore,
  after: bigint | undefined,
  { limit = 100, exceptPrefixes = [] }: ReadOn = {},
): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (let position = after; ;) {
    const page = await store.readLog(position, { limit, exceptPrefixes });
    expect(page.events.length).toBeLessThanOrEqual(limit);
    events.push(...page.events);
    const newest = events.at(-1)?.position;
    if (newest !== undefined) expect(page.next).toBeGreaterThanOrEqual(newest);
    if (page.atHead) break;
    expect(page.next).toBeGreaterThan(position ?? -1n); // a page that does not move on would be read for ever
    position = page.next;
  }
  expectLogOrder(events);
  return events;
}

/** Positions grow, and the revisions of each stream follow each other without a gap. */
export function expectLogOrder(events: readonly RecordedEvent[]): void {
  const heads = new Map<string, number>();
  let position = -1n;
  for (const event of events) {
    expect(event.position).toBeGreaterThan(position);
    position = event.position;
    const head = heads.get(event.stream);
    if (head !== undefined) expect(event.revision).toBe(head + 1);
    heads.set(event.stream, event.revision);
  }
}

/** Everything that a stream and the log behind `start` hold must still be what it was before `act`. */
export async function expectNothingWritten(store: EventStore, stream: string, act: () => Promise<void>): Promise<void> {
  const before = { slice: await store.readStream(stream), head: await store.head() };
  await act();
  expect({ slice: await store.readStream(stream), head: await store.head() }).toEqual(before);
}
