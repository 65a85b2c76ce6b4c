import type { Filter } from 'mongodb';
import type { Delivery } from '@amana/ports/deliveries';
import type { DeliveryDocument } from './delivery-document.ts';
import type { DeliveryCollection } from './delivery-collection.ts';

export type Subject = Pick<Delivery, 'recipient' | 'subject' | 'era'>;

/** As many subjects as one query names. */
const PART = 100;

/**
 * Makes good what the last words of these subjects say: whatever is older, in the same era, and open is replaced. Safe at any time and twice, since
 * nothing older stays open once a last word is there. Adders call it after their insert, so of two who add a last word and an older
 * one at the same instant, the later one sees the other's; and whoever adds again after a crash finishes what was begun.
 */
export async function replaceOlder(given: readonly Subject[], deliveries: DeliveryCollection): Promise<void> {
  const subjects = [
    ...new Map(given.map(({ recipient, subject, era }) => [JSON.stringify([recipient, subject, era]), { recipient, subject, era }])).values(),
  ];
  for (let from = 0; from < subjects.length; from += PART) {
    const words = await lastWords(subjects.slice(from, from + PART), deliveries);
    for (const { recipient, subject, era, position } of words) {
      const older: Filter<DeliveryDocument> = { recipient, subject, era, position: { $lt: position }, state: { $in: ['PENDING', 'PARKED'] } };
      await deliveries.write((all) => all.updateMany(older, { $set: { state: 'REPLACED', reason: null } }));
    }
  }
}

/** Of each subject that has one in this era, the newest. */
async function lastWords(
  subjects: readonly Subject[],
  deliveries: DeliveryCollection,
): Promise<Pick<DeliveryDocument, 'recipient' | 'subject' | 'era' | 'position'>[]> {
  const projection = { recipient: 1, subject: 1, era: 1, position: 1 };
  const found = await deliveries.read((all) =>
    all
      .find({ lastWord: true, $or: [...subjects] }, { projection })
      .sort({ position: 1 })
      .toArray(),
  );
  return [...new Map(found.map((word) => [JSON.stringify([word.recipient, word.subject, word.era]), word])).values()];
}
