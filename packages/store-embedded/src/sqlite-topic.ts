import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { fullJitter, type BackOff } from '@amana/ports/full-jitter';
import type { JsonObject } from '@amana/ports/json';
import { UndecodableMessage, type Consumer, type ConsumerOptions, type DeadLetter, type Topic, type TopicMessage } from '@amana/ports/topic';
import { createWakeUp, type WakeUp } from './wake-up.ts';
import { reading, writing } from './work-access.ts';

export type SqliteTopicOptions = {
  /** A message that every known group has handled is kept so long, for groups to come. Default 7 days. */
  keepMs?: number;
  /** A consumer that has nothing to do looks again after so long; publishing through the same Topic wakes it at once. Default 1,000. */
  pollMs?: number;
  backOff?: BackOff;
  now?: () => number;
  random?: () => number;
};

type Stored = TopicMessage & { seq: number };

const defaults = { keepMs: 7 * 24 * 3_600_000, pollMs: 1_000, backOff: { baseMs: 100, maxMs: 30_000 }, now: Date.now, random: Math.random };

/** Topics in the work file. Messages are as safe as the relay's checkpoint beside them: a power cut takes both back together. */
export function createSqliteTopic(db: DatabaseSync, options: SqliteTopicOptions = {}): Topic {
  const settings = { ...defaults, ...options };
  const published = createWakeUp();

  return {
    publish: async (topic, messages) => {
      await writing(db, () => {
        const now = settings.now();
        const insert = db.prepare('INSERT INTO messages (topic, key, id, value, published_ms) VALUES (?, ?, ?, ?, ?)');
        for (const { key, id, value } of messages) insert.run(topic, key, id, JSON.stringify(value), now);
        prune(db, topic, now - settings.keepMs);
      });
      published.wake();
    },

    consumer: (consumer) => createConsumer(db, { ...settings, ...consumer, published }),

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

type ConsumerContext = ConsumerOptions & typeof defaults & { published: WakeUp };

function createConsumer(db: DatabaseSync, context: ConsumerContext): Consumer {
  const { topic, group } = context;
  const stopping = new AbortController();
  const { signal } = stopping;
  let finished: Promise<void> | undefined;

  async function run(): Promise<void> {
    await writing(db, () => db.prepare('INSERT INTO offsets VALUES (?, ?, 0) ON CONFLICT DO NOTHING').run(topic, group));
    while (!signal.aborted) {
      // The offset is read again each time. So two consumers of one group, which should not be, repeat but never skip.
      const message = await reading(() => nextMessage(db, topic, group));
      if (message) await handleInPlace(message);
      else await context.published.wait(context.pollMs, signal);
    }
  }

  /** Tries until it is done or the consumer stops: a message that is given up silently is an alert that nobody gets. */
  async function handleInPlace({ seq, ...message }: Stored): Promise<void> {
    for (let attempt = 1; !signal.aborted; attempt++) {
      try {
        const reason = await reasonOfUndecodable(context.handle, message);
        await writing(db, () => commit(db, { topic, group, seq }, reason === undefined ? undefined : { ...message, reason }));
        return;
      } catch (error) {
        context.onRetry?.(error, attempt);
        await delay(fullJitter(attempt, context.backOff, context.random()), undefined, { signal }).catch(() => undefined);
      }
    }
  }

  return {
    run: () => (finished ??= run()),
    stop: async () => {
      stopping.abort();
      await finished?.catch(() => undefined); // a failure belongs to whoever awaits run()
    },
  };
}

async function reasonOfUndecodable(handle: ConsumerOptions['handle'], message: TopicMessage): Promise<string | undefined> {
  try {
    await handle(message);
    return undefined;
  } catch (error) {
    if (error instanceof UndecodableMessage) return error.message;
    throw error;
  }
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

/** The offset, and with it the dead letter where there is one. */
function commit(db: DatabaseSync, place: { topic: string; group: string; seq: number }, dead: DeadLetter | undefined): void {
  const { topic, group, seq } = place;
  if (dead) db.prepare('INSERT INTO dead_letters VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING').run(topic, group, seq, dead.id, dead.key, dead.reason);
  db.prepare('UPDATE offsets SET seq = ?3 WHERE topic = ?1 AND consumers = ?2 AND seq < ?3').run(topic, group, seq);
}
