import { StoreUnavailable } from '@amana/ports/failures';
import type { NodeReads } from './node-reads.ts';
import { positionOf } from './recorded-event.ts';
import type { Scope } from './scope.ts';

/**
 * What a scan towards the start has shown: nothing of the scope stands above `head` up to `top`. While `bottom` is set the scan has only
 * come down to there and found nothing yet.
 */
type Seen = { readonly top: bigint; readonly head: bigint | undefined; readonly bottom?: bigint };

/** Where a scan is: the first position that it saw, the last, and what it need not see again. */
type Scan = { readonly top: bigint | undefined; readonly bottom: bigint | undefined; readonly earlier: Seen | undefined };

const maxPage = 1_000;

/**
 * Finds the newest event of the scope from the end of the log on. What a scan has seen is not read again: the next one comes down to
 * its top. A scan that takes longer than `budgetMs` (a million reads behind the last case) fails as unavailable, and the next one goes
 * on where it stopped.
 */
export function createHeadFinder(reads: NodeReads, scope: Scope, budgetMs: number): () => Promise<bigint | undefined> {
  let seen: Seen | undefined;

  /** Goes on by one answer of the node: to the result, or to where the next answer begins. */
  async function step({ top, bottom, earlier }: Scan, count: number): Promise<Seen | Scan> {
    const events = await reads.backwards(bottom, count);
    let lowest = bottom;
    const highest = top ?? (events[0] && positionOf(events[0]));
    if (highest === undefined) throw endedEarly(); // a node's log always holds events, of its own at least
    for (const event of events) {
      const position = positionOf(event);
      if (earlier !== undefined && position <= earlier.top) {
        if (position < earlier.top) return { top: highest, bottom: lowest, earlier: undefined }; // its top is gone: another log
        return earlier.bottom === undefined ? { ...earlier, top: highest } : { top: highest, bottom: earlier.bottom, earlier: undefined };
      }
      if (scope.holds(event.streamId) && !event.type.startsWith('$')) return { top: highest, head: position };
      lowest = position;
    }
    if (events.length === count) return { top: highest, bottom: lowest, earlier };
    const first = await reads.forwards(undefined, 1);
    if (first === 'invalid' || first[0] === undefined || positionOf(first[0]) !== lowest) throw endedEarly();
    return { top: highest, head: undefined };
  }

  return async () => {
    const until = performance.now() + budgetMs;
    let scan: Scan = { top: undefined, bottom: undefined, earlier: seen };
    for (let count = 1; ; count = Math.min(count * 10, maxPage)) {
      const next = await step(scan, count);
      if ('head' in next) {
        seen = next;
        return next.head;
      }
      scan = next;
      if (performance.now() > until && scan.top !== undefined && scan.bottom !== undefined) {
        seen = { top: scan.top, head: undefined, bottom: scan.bottom };
        throw new StoreUnavailable(`EventStoreDB: the newest event was not found in ${budgetMs} ms; the search goes on from there`, {
          written: 'no',
        });
      }
    }
  };
}

const endedEarly = (): StoreUnavailable => new StoreUnavailable('EventStoreDB: a read of the log ended early', { written: 'no' });
