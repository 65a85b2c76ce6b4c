// A process that holds the log of one file at a time and does what it is asked over its channel: so its writes may be made to fail from outside.
import type { NewEvent } from '@amana/ports/event-store';
import { StoreUnavailable } from '@amana/ports/failures';
import { createSqliteEventStore, type SqliteEventStore } from '@amana/store-embedded/sqlite-event-store';

export type Question =
  | { readonly open: string }
  | { readonly append: readonly NewEvent[]; readonly to: string }
  | { readonly read: string }
  | { readonly close: true };

/** What it did; or how it was refused. */
export type Answer = unknown;

let store: SqliteEventStore | undefined;

async function answer(question: Question): Promise<Answer> {
  if ('open' in question) {
    store = createSqliteEventStore({ path: question.open });
    return 'opened';
  }
  if (!store) throw new Error('open a log first');
  if ('append' in question) return { revision: (await store.append(question.to, 'no-stream', question.append)).revision };
  if ('read' in question) return (await store.readStream(question.read)).events.map(({ id }) => id);
  store.close();
  return 'closed';
}

process.on('message', (question: Question) => {
  void answer(question)
    .catch((error: unknown) => (error instanceof StoreUnavailable ? { code: error.code, written: error.written, message: error.message } : { bug: String(error) }))
    .then((said) => process.send?.(said));
});
