import type { EventDefinitions } from '@amana/domain/event-definition';
import type { EventStore, LogPage, RecordedEvent } from '@amana/ports/event-store';
import { PortFailure } from '@amana/ports/failures';
import { keyIdsOf, sealedPartsOf } from '@amana/privacy/open-event';
import { createDigestChain, type DigestChain } from '../moving/digest-chain.ts';
import { partOfLog } from '../part-of-log.ts';
import { createEventCheck } from './check-event.ts';
import { createOrderCheck } from './check-order.ts';
import type { FaultList } from './fault-list.ts';
import { createKnownKeys, type KnownKeysDeps } from './known-keys.ts';
import { createSeenIds } from './seen-ids.ts';

/** What a log was at an earlier time: the chain of its first so many events, the stream `log` left out: a move puts that last. */
export type NotedDigest = { readonly events: number; readonly chain: string };

export type VerifyLogDeps = KnownKeysDeps & {
  readonly store: EventStore;
  /** Names the log in what is found. */
  readonly name: 'log' | 'access';
  readonly definitions: EventDefinitions;
  readonly faults: FaultList;
  readonly noted?: NotedDigest | undefined;
  readonly onProgress: (at: { readonly events: number; readonly part: number }) => void;
};

export type LogReport = {
  readonly events: number;
  readonly parts: number;
  readonly keys: number;
  /** Keys that were destroyed, with a receipt. */
  readonly destroyed: number;
  /** Of the events in their order, those of the stream `log` left out: to be noted, and compared later, with a copy, or after a move. */
  readonly digest: NotedDigest;
  readonly streams: ReadonlyMap<string, unknown>;
  readonly broken: ReadonlySet<string>;
  /** False where it stopped before the end. */
  readonly isWhole: boolean;
};

const PAGE = 500;

/**
 * Goes through a log from its first event to the one that is the newest now: what comes later is for another time, so it can run
 * beside who writes. Keeps a few words for each stream, eight bytes for each event id, and a page. Throws what the stores throw.
 */
export async function verifyLog(deps: VerifyLogDeps): Promise<LogReport> {
  const { store, name, faults, noted, onProgress } = deps;
  const order = createOrderCheck(name, faults);
  const checkEvent = createEventCheck({ ...deps, log: name });
  const keys = createKnownKeys(name, deps, faults);
  const ids = createSeenIds();
  const chain = createDigestChain();
  const again = new Set<string>();
  let parts = 0;
  let looked = 0;
  let atNoted: string | undefined;

  async function look(events: readonly RecordedEvent[]): Promise<void> {
    const sealing = events.filter(hasSoundParts);
    const loaded = await keys.load(keyIdsOf(sealing, () => true));
    for (const event of events) {
      looked += 1;
      order.add(event);
      if (event.stream !== 'log') addTo(chain, event);
      if (chain.events() === noted?.events) atNoted = chain.value();
      if (ids.mayHaveSeen(event.id)) again.add(event.id);
      await checkEvent(event, loaded);
    }
    parts += sealing.reduce((sum, event) => sum + sealedPartsOf(event).length, 0);
  }

  const isWhole = await eachPage(store, deps, async (page, part) => {
    await look(page);
    onProgress({ events: looked, part });
  });
  if (isWhole) order.end();
  if (again.size > 0) await countAgain(again, deps);
  if (isWhole && noted !== undefined && noted.events > 0 && atNoted !== noted.chain) faults.add('LOG_CHANGED', { log: name, events: noted.events, found: chain.events() });
  const digest = { events: chain.events(), chain: chain.value() };
  return { events: looked, parts, keys: keys.count(), destroyed: keys.destroyed(), digest, streams: order.streams(), broken: order.broken(), isWhole };
}

/** What has no canonical form has no digest either: its own check tells of it, and the chain goes on without. */
function addTo(chain: DigestChain, event: RecordedEvent): void {
  try {
    chain.add(event);
  } catch (error) {
    if (!(error instanceof PortFailure)) throw error;
  }
}

/** An event whose parts are none is told of by its own check. */
function hasSoundParts(event: RecordedEvent): boolean {
  try {
    return sealedPartsOf(event).length > 0;
  } catch (error) {
    if (error instanceof PortFailure) return false;
    throw error;
  }
}

type Pages = Pick<VerifyLogDeps, 'name' | 'faults'>;

/** False where the store can no longer read what it holds: that is said, and there is no way past it. */
async function eachPage(store: EventStore, { name, faults }: Pages, use: (events: readonly RecordedEvent[], part: number) => Promise<void>): Promise<boolean> {
  const head = await store.head();
  if (head === undefined) return true;
  for (let after: bigint | undefined; ;) {
    const page: LogPage | PortFailure = await store.readLog(after, { limit: PAGE }).catch(damaged);
    if (page instanceof PortFailure) {
      faults.add('LOG_UNREADABLE', { log: name, reason: page.message });
      return false;
    }
    await use(page.events.filter(({ position }) => position <= head), partOfLog(page.next, head));
    if (page.atHead || page.next === undefined || page.next >= head) return true;
    after = page.next;
  }
}

function damaged(error: unknown): PortFailure {
  if (error instanceof PortFailure && error.code === 'STORE_DAMAGED') return error;
  throw error;
}

/** Eight bytes say that an id may have come before; its place says whether it did. */
async function countAgain(again: ReadonlySet<string>, { store, name, faults }: Pick<VerifyLogDeps, 'store' | 'name' | 'faults'>): Promise<void> {
  const first = new Map<string, RecordedEvent>();
  await eachPage(store, { name, faults: { ...faults, add: () => undefined } }, async (events) => {
    for (const event of events) {
      if (!again.has(event.id)) continue;
      const earlier = first.get(event.id);
      if (earlier === undefined) first.set(event.id, event);
      else faults.add('EVENT_TWICE', { log: name, event: event.id, stream: event.stream, revision: event.revision, before: earlier.stream, beforeRevision: earlier.revision });
    }
  });
}
