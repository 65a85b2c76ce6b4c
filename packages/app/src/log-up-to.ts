import type { EventStore, RecordedEvent } from '@amana/ports/event-store';

const PAGE = 1_000;

/** The events of a log in their order, up to and with the one at this position. */
export async function* logUpTo(upTo: bigint, events: EventStore): AsyncGenerator<RecordedEvent> {
  let after: bigint | undefined;
  for (;;) {
    const page = await events.readLog(after, { limit: PAGE });
    for (const event of page.events) {
      if (event.position > upTo) return;
      yield event;
    }
    if (page.atHead || page.next === undefined || page.next >= upTo) return;
    after = page.next;
  }
}
