import type { NewEvent } from '@amana/ports/event-store';

/** What stores are measured with: an event of a usual size. */
export const someEvent: NewEvent = {
  id: '0198c0de-0000-7000-8000-000000000001',
  type: 'SomethingHappened',
  data: { text: 'x'.repeat(240), list: [1, 2, 3] },
  metadata: { schemaVersion: 1, recordedAt: '2026-11-21T10:00:00.000Z', actor: { userId: 'u-1', role: 'CASEWORKER' }, rules: ['I-25'] },
};
