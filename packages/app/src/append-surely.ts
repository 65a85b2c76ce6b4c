import type { AppendResult, EventStore, ExpectedRevision, NewEvent } from '@amana/ports/event-store';
import { StoreUnavailable } from '@amana/ports/failures';

const tries = 3;

export type Patience = {
  /** Milliseconds of a clock that never goes back. */
  readonly monotonic: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly random: () => number;
};

/**
 * An append whose answer was lost is sent again: the same events with the same ids at the same revision, so that nothing can be
 * stored twice; three times within the deadline, then the failure goes on to the caller, who may repeat the command.
 */
export async function appendSurely(
  store: EventStore,
  append: { stream: string; expected: ExpectedRevision; events: readonly NewEvent[] },
  limit: Patience & { deadline: number },
): Promise<AppendResult> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await store.append(append.stream, append.expected, append.events);
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || attempt === tries || limit.monotonic() >= limit.deadline) throw error;
      await limit.sleep(limit.random() * 100 * 2 ** attempt);
    }
  }
}
