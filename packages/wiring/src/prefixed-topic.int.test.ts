import { describe, expect, it } from '@jest/globals';
import { createSqliteTopic } from '@amana/store-embedded/sqlite-topic';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import { UndecodableMessage } from '@amana/ports/topic';
import { prefixedTopic } from './prefixed-topic.ts';

const message = (id: string) => ({ key: 'case-1', id, value: { n: 1 } });

describe('topics under a prefix', () => {
  it('two systems that share brokers do not hear each other, and each finds its own dead letters', async () => {
    const db = openWorkDatabase(':memory:');
    const shared = createSqliteTopic(db, { backoffMs: () => 1 });
    const [one, other] = [prefixedTopic(shared, 'one.'), prefixedTopic(shared, 'other.')];
    await one.publish('cases.v1', [message('1')]);
    await other.publish('cases.v1', [message('2')]);

    const { promise: heard, resolve } = Promise.withResolvers<string>();
    const consumer = one.consumer({
      topic: 'cases.v1',
      group: 'notifier',
      handle: async ({ id }) => {
        resolve(id);
        throw new UndecodableMessage('NO_CASE_REFERENCE');
      },
    });
    const running = consumer.run();
    expect(await heard).toBe('1');
    await consumer.stop();
    await running;
    expect(await one.deadLetters('cases.v1', 'notifier')).toEqual([{ id: '1', key: 'case-1', reason: 'NO_CASE_REFERENCE' }]);
    expect(await other.deadLetters('cases.v1', 'notifier')).toEqual([]);
    expect(await shared.deadLetters('one.cases.v1', 'one.notifier')).toHaveLength(1);
    db.close();
  });
});
