import type { Checkpoint, KeyValue, ReadModelStore, Row } from '../../read-model-store.ts';
import type { Harness } from '../harness.ts';

export type GetHarness = () => Harness<ReadModelStore>;

export const list = 'case-list_v1';

/** The store with the projection that most cases use. */
export async function withList(harness: Harness<ReadModelStore>): Promise<ReadModelStore> {
  await harness.store.ensure({ name: list, indexes: [['agency', 'due'], ['due']] });
  return harness.store;
}

/** `revision` also stands in the body, so that a row tells which write it comes from. */
export const row = (stream: string, revision: number, keys: Record<string, KeyValue> = {}): Row => ({
  stream,
  rowId: 'main',
  revision,
  gone: false,
  keys,
  body: { writtenAt: revision },
});

export const tombstone = (stream: string, revision: number): Row => ({ stream, rowId: 'main', revision, gone: true, keys: {}, body: {} });

export const place = (position: number | bigint): Checkpoint => ({
  era: '0198c0de-0000-7000-8000-00000000e7a1',
  position: BigInt(position),
  eventId: `0198c0de-0000-7000-8000-${String(position).padStart(12, '0').slice(-12)}`,
});

export const streamsOf = (rows: readonly Row[]): string[] => rows.map((found) => found.stream);
