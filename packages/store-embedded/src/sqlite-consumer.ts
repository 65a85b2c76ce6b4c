import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { isRetryable } from '@amana/ports/failures';
import type { JsonObject } from '@amana/ports/json';
import { UndecodableMessage, type Consumer, type ConsumerOptions, type DeadLetter, type TopicMessage } from '@amana/ports/topic';
import type { WakeUp } from './wake-up.ts';
import { reading, writing } from './work-access.ts';

export type SqliteConsumerOptions = ConsumerOptions & { backoffMs: (attempt: number) => number; pollMs: number; published: WakeUp };

const stopped = Symbol('stopped');

export function createSqliteConsumer(db: DatabaseSync, options: SqliteConsumerOptions): Consumer {
  const { topic, group, handle, published } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let finished: Promise<void> | undefined;

  /** Tries until it is done, or until it has failed and the consumer stops: a message given up silently is an alert that nobody gets. */
  async function patiently<T>(work: () => Promise<T>, mayRetry: (error: unknown) => boolean): Promise<T | typeof stopped> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (!mayRetry(error)) throw error;
        options.onRetry?.(error, attempt);
        await delay(options.backoffMs(attempt), undefined, { signal }).catch(() => undefined); // it rejects for nothing but the abort, which is asked next
        if (signal.aborted) return stopped;
      }
    }
  }

  async function run(): Promise<void> {
    await patiently(() => writing(db, () => makeKnown(db, topic, group)), isRetryable);
    while (!signal.aborted) {
      // The offset is read again each time. So two consumers of one group, which should not be, repeat but never skip.
      const message = await patiently(() => reading(() => nextMessage(db, topic, group)), isRetryable);
      if (message === undefined) await published.wait({ timeoutMs: options.pollMs, signal });
      else if (message !== stopped) await finish(message);
    }
  }

  async function finish({ seq, ...message }: Stored): Promise<void> {
    const outcome = await patiently(
      () => outcomeOf(handle, message),
      () => true,
    );
    if (outcome === stopped) return;
    await patiently(() => writing(db, () => commit(db, { topic, group, seq }, outcome)), isRetryable);
    await nextTurn(); // a handler that only writes to SQLite never lets go by itself: a backlog would stop HTTP until its end
  }

  return {
    run: () => (finished ??= run()),
    stop: async () => {
      stopping.abort();
      await finished?.catch(() => undefined); // a failure belongs to whoever awaits run()
    },
  };
}

type Stored = TopicMessage & { seq: number };

/** A group that is known, even one that has handled nothing, holds back the clean-up of messages. */
function makeKnown(db: DatabaseSync, topic: string, group: string): void {
  db.prepare('INSERT INTO offsets VALUES (?, ?, 0) ON CONFLICT DO NOTHING').run(topic, group);
}

function nextMessage(db: DatabaseSync, topic: string, group: string): Stored | undefined {
  const row = db
    .prepare(
      `SELECT seq, key, id, value FROM messages
       WHERE topic = ?1 AND seq > (SELECT seq FROM offsets WHERE topic = ?1 AND consumers = ?2) ORDER BY seq LIMIT 1`,
    )
    .get(topic, group);
  return row && ({ seq: row['seq'], key: row['key'], id: row['id'], value: JSON.parse(String(row['value'])) as JsonObject } as Stored);
}

/** Undefined once it is handled, or the dead letter that it is. */
async function outcomeOf(handle: ConsumerOptions['handle'], message: TopicMessage): Promise<DeadLetter | undefined> {
  try {
    await handle(message);
    return undefined;
  } catch (error) {
    if (error instanceof UndecodableMessage) return { id: message.id, key: message.key, reason: error.message };
    throw error;
  }
}

/** The offset, and with it the dead letter where there is one. */
function commit(db: DatabaseSync, place: { topic: string; group: string; seq: number }, dead: DeadLetter | undefined): void {
  const { topic, group, seq } = place;
  if (dead)
    db.prepare('INSERT INTO dead_letters VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING').run(
      topic,
      group,
      seq,
      dead.id,
      dead.key,
      dead.reason,
    );
  db.prepare('UPDATE offsets SET seq = ?3 WHERE topic = ?1 AND consumers = ?2 AND seq < ?3').run(topic, group, seq);
}
