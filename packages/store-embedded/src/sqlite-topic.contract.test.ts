import { topicSuite } from '@amana/ports/contract/topic.suite';
import { createSqliteTopic } from './sqlite-topic.ts';
import { makeWorkHarness } from './testing/work-harness.ts';

topicSuite('SQLite', () => makeWorkHarness((db) => createSqliteTopic(db, { backoffMs: () => 2, pollMs: 50 })));
