import type { DeliveryDocument } from './delivery-document.ts';

/** What decides who may be claimed, and when. */
export type Waiting = Pick<
  DeliveryDocument,
  '_id' | 'recipient' | 'subject' | 'position' | 'priority' | 'state' | 'notBeforeMs' | 'claim' | 'claimedUntilMs'
>;

/** `fromMs`: all that it waits for is over. `waitsMs`: each of it. */
export type Head<Document extends Waiting> = { readonly document: Document; readonly fromMs: number; readonly waitsMs: readonly number[] };

/**
 * The oldest pending delivery of each recipient and subject, in the order of claiming, each with the instant from which it may be
 * claimed: it is due, and the last claim in its subject (a replaced one's too) has ended.
 */
export function headsOf<Document extends Waiting>(documents: readonly Document[]): Head<Document>[] {
  const bySubject = Map.groupBy(documents, ({ recipient, subject }) => JSON.stringify([recipient, subject]));
  return [...bySubject.values()]
    .flatMap(headOf)
    .toSorted((a, b) => a.document.priority - b.document.priority || byAge(a.document, b.document));
}

function headOf<Document extends Waiting>(ofSubject: readonly Document[]): Head<Document>[] {
  const [document] = ofSubject.filter(({ state }) => state === 'PENDING').toSorted(byAge);
  if (document === undefined) return [];
  const claims = ofSubject.filter(({ claim }) => claim !== null).map(({ claimedUntilMs }) => claimedUntilMs);
  const waitsMs = [document.notBeforeMs, ...claims];
  return [{ document, fromMs: Math.max(...waitsMs), waitsMs }];
}

function byAge(a: Waiting, b: Waiting): number {
  if (a.position !== b.position) return a.position < b.position ? -1 : 1;
  return a._id < b._id ? -1 : 1;
}
