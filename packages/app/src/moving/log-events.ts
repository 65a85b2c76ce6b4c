import type { EventStore, LogPage, RecordedEvent } from '@amana/ports/event-store';

const PAGE = 500;

/** All events of a store in their order, page by page; `onPage` comes before the events of its page are given out. */
export async function* logEvents(store: EventStore, onPage: (page: LogPage) => void | Promise<void> = () => undefined): AsyncGenerator<RecordedEvent> {
  for (let after: bigint | undefined; ;) {
    const page = await store.readLog(after, { limit: PAGE });
    await onPage(page);
    yield* page.events;
    if (page.atHead) return;
    after = page.next;
  }
}
