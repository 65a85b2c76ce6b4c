import type { DatabaseSync } from 'node:sqlite';
import type { DeadLetter, Topic } from '@amana/ports/topic';
import { createSqliteConsumer } from './sqlite-consumer.ts';
import { createWakeUp } from './wake-up.ts';
import { reading, writing } from './work-access.ts';

export type SqliteTopicOptions = {
  /** How long a consumer waits after failed try number `attempt`, from 1. */
  backoffMs: (attempt: number) => number;
  /** A message that every known group has handled is kept so long, for groups to come. Default 7 days. */
  keepMs?: number;
  /** A consumer that has nothing to do looks again after so long; publishing through the same Topic wakes it at once. Default 1,000. */
  pollMs?: number;
  /** Only the keep time is measured by it. */
  nowMs?: () => number;
};

const defaults = { keepMs: 7 * 24 * 3_600_000, pollMs: 1_000, nowMs: Date.now };

/** Topics in the work file. Messages are as safe as the relay's checkpoint beside them: a power cut takes both back together. */
export function createSqliteTopic(db: DatabaseSync, options: SqliteTopicOptions): Topic {
  const { backoffMs, keepMs, pollMs, nowMs } = { ...defaults, ...options };
  const published = createWakeUp();

  return {
    publish: async (topic, messages) => {
      await writing(db, () => {
        const now = nowMs();
        const insert = db.prepare('INSERT INTO messages (topic, key, id, value, published_ms) VALUES (?, ?, ?, ?, ?)');
        for (const { key, id, value } of messages) insert.run(topic, key, id, JSON.stringify(value), now);
        prune(db, topic, now - keepMs);
      });
      published.wake();
    },

    consumer: (consumer) => createSqliteConsumer(db, { ...consumer, backoffMs, pollMs, published }),

    deadLetters: (topic, group) =>
      reading(() => {
        const find = db.prepare('SELECT id, key, reason FROM dead_letters WHERE topic = ? AND consumers = ? ORDER BY seq');
        return find.all(topic, group).map(({ id, key, reason }) => ({ id, key, reason }) as DeadLetter);
      }),
  };
}

/** A few at a time, with each publishing: no sweep that stops the event loop, and the file stays as large as what is kept. */
function prune(db: DatabaseSync, topic: string, publishedBeforeMs: number): void {
  db.prepare(
    `DELETE FROM messages WHERE seq IN (
       SELECT seq FROM messages
       WHERE topic = ?1 AND published_ms < ?2
         AND NOT EXISTS (SELECT 1 FROM offsets WHERE offsets.topic = ?1 AND offsets.seq < messages.seq)
       LIMIT 500)`,
  ).run(topic, publishedBeforeMs);
}
