import type { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { alert, at, claim } from '@amana/ports/contract/deliveries/fixtures';
import type { Deliveries } from '@amana/ports/deliveries';
import { createSqliteDeliveries } from './sqlite-deliveries.ts';
import { plansOf } from './testing/plans-of.ts';
import { openWorkDatabase } from './work-database.ts';

let db: DatabaseSync;
let store: Deliveries;
beforeEach(() => {
  db = openWorkDatabase(':memory:');
  store = createSqliteDeliveries(db);
});
afterEach(() => db.close());

test('claiming goes through pending deliveries in their order, and finds what goes before each by an index', async () => {
  const plans = await plansOf(db, () => claim(store, at(0)));
  expect(plans.filter((line) => /\b(head|older|sent)\b/.test(line))).toEqual([
    'SCAN head USING INDEX deliveries_to_claim',
    expect.stringMatching(/^SEARCH older USING COVERING INDEX deliveries_in_order \(recipient=\? AND subject=\?/),
    expect.stringMatching(/^SEARCH sent USING INDEX deliveries_claimed \(recipient=\? AND subject=\?/),
  ]);
  expect(plans.filter((line) => line.includes('TEMP B-TREE'))).toEqual([]);
});

test('the index that claiming goes through holds pending deliveries only', () => {
  const { sql } = db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'deliveries_to_claim'").get() ?? {};
  expect(sql).toBe("CREATE INDEX deliveries_to_claim ON deliveries (priority, position, alert_id) WHERE state = 'PENDING'");
});

test('counting, looking up and the next due time read no delivery that is done', async () => {
  for (const work of [() => store.counts(), () => store.known(['a']), () => store.find('a'), () => store.nextDue()]) {
    const scans = (await plansOf(db, work)).filter((line) => /^SCAN (deliveries|head)/.test(line));
    for (const line of scans) expect(line).toMatch(/USING (COVERING )?INDEX deliveries_(by_state|to_claim|in_order)/);
  }
});

test('an instant that is none is refused, and nothing is written', async () => {
  const refused = { name: 'NotStorable', code: 'NOT_STORABLE', retryable: false };
  await expect(store.add([alert('a', 1), alert('b', 2, { createdAt: 'yesterday' })])).rejects.toMatchObject(refused);
  expect(await store.known(['a', 'b'])).toEqual(new Map());
  await store.add([alert('a', 1)]);
  await expect(store.claim({ now: '', claimMs: 1, limit: 1 })).rejects.toMatchObject(refused);
  await expect(store.unpark('agency-1', 'soon')).rejects.toMatchObject(refused);
  const [claimed] = await claim(store, at(1));
  await expect(store.settle('a', claimed?.claim ?? '', { state: 'PENDING', notBefore: 'later', reason: 'X' })).rejects.toMatchObject(
    refused,
  );
  expect(await store.settle('a', claimed?.claim ?? '', { state: 'DELIVERED' })).toBe(true);
});
