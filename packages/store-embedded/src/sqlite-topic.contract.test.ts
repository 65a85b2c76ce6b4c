import { topicSuite } from '@amana/ports/contract/topic.suite';
import { createSqliteTopic } from './sqlite-topic.ts';
import { makeWorkHarness } from './testing/work-harness.ts';

topicSuite('SQLite', () => makeWorkHarness((db) => createSqliteTopic(db, { backOff: { baseMs: 2, maxMs: 10 }, pollMs: 50 })));
