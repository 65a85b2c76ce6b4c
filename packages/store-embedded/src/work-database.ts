import type { DatabaseSync } from 'node:sqlite';
import { openDatabase, type Schema } from './database.ts';

const schema: Schema = {
  name: 'work',
  steps: [
    `CREATE TABLE projections (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
     CREATE TABLE checkpoints (
       projection TEXT PRIMARY KEY, era TEXT NOT NULL, position INTEGER NOT NULL, event_id TEXT NOT NULL
     ) STRICT, WITHOUT ROWID;

     -- AUTOINCREMENT: a number is never given again, or a message published after a clean-up would lie behind some group's offset, unread.
     CREATE TABLE messages (
       seq INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, key TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL,
       published_ms INTEGER NOT NULL
     ) STRICT;
     CREATE INDEX messages_of_topic ON messages (topic, seq);
     CREATE INDEX messages_by_age ON messages (topic, published_ms);
     CREATE TABLE offsets (
       topic TEXT NOT NULL, consumers TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (topic, consumers)
     ) STRICT, WITHOUT ROWID;
     CREATE TABLE dead_letters (
       topic TEXT NOT NULL, consumers TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, key TEXT NOT NULL, reason TEXT NOT NULL,
       PRIMARY KEY (topic, consumers, seq)
     ) STRICT, WITHOUT ROWID;

     CREATE TABLE deliveries (
       alert_id TEXT PRIMARY KEY, event_id TEXT NOT NULL, recipient TEXT NOT NULL, channel TEXT NOT NULL, subject TEXT NOT NULL,
       position INTEGER NOT NULL, priority INTEGER NOT NULL, last_word INTEGER NOT NULL, content TEXT NOT NULL, created_at TEXT NOT NULL,
       state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, not_before TEXT NOT NULL, not_before_ms INTEGER NOT NULL, reason TEXT,
       claim TEXT, claimed_until_ms INTEGER,
       UNIQUE (event_id, recipient, channel)
     ) STRICT;
     CREATE INDEX deliveries_to_claim ON deliveries (priority, position, alert_id) WHERE state = 'PENDING';
     CREATE INDEX deliveries_in_order ON deliveries (recipient, subject, position, alert_id) WHERE state = 'PENDING';
     CREATE INDEX deliveries_claimed ON deliveries (recipient, subject, claimed_until_ms) WHERE claim IS NOT NULL;
     CREATE INDEX deliveries_of_subject ON deliveries (recipient, subject, position);
     CREATE INDEX deliveries_by_state ON deliveries (state, recipient);

     CREATE TABLE leases (name TEXT PRIMARY KEY, token INTEGER NOT NULL, beats INTEGER NOT NULL) STRICT, WITHOUT ROWID;`,

    'CREATE TABLE live_builds (version TEXT PRIMARY KEY, build TEXT NOT NULL, previous TEXT NOT NULL) STRICT, WITHOUT ROWID',

    // of no era, as rows were before: one of them keeps its alert from going out once more under the id that it has now
    "ALTER TABLE deliveries ADD COLUMN era TEXT NOT NULL DEFAULT ''",
  ],
};

/**
 * Everything that can be built again from the log: read models, topics, deliveries, leases. One file, so a power cut (which
 * may take the last commits, synchronous = NORMAL) takes a worker's checkpoint and what it had written back to the same moment.
 */
export const openWorkDatabase = (path: string, options: { readOnly?: boolean } = {}): DatabaseSync =>
  openDatabase({ path, schema, synchronous: 'NORMAL', ...options });
