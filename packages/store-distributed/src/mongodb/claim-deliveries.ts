import { randomUUID } from 'node:crypto';
import type { Filter } from 'mongodb';
import { FARTHEST_MS, type ClaimedDelivery } from '@amana/ports/deliveries';
import type { DeliveryCollection } from './delivery-collection.ts';
import { freeSlot, heldSlot, toDelivery, type DeliveryDocument } from './delivery-document.ts';
import { headsOf, type Waiting } from './heads-of.ts';
import { isDuplicateKey } from './mongo-failure.ts';
import { replaceOlder } from './replace-older.ts';

export type ClaimRequest = { readonly nowMs: number; readonly claimMs: number; readonly limit: number; readonly notTo: readonly string[] };

/**
 * Claims without a transaction. What may be claimed is read and then taken, one document in one update each; between the two, other
 * notifiers may do anything. Why every promise holds, where the engine filters and writes in one step:
 *
 * - One claim at a time per recipient and subject: the update that claims a delivery also puts the subject's name into its `slot`,
 *   which is unique. A second delivery of the subject meets a duplicate key. The slot comes back only with the claim: by `settle`, or by
 *   a claimer to whom the claim has run out, and then only if it is still that claim.
 * - An attempt goes to one: the update asks for the era, the claim and the number of attempts that were read, and adds one. For being pending and due it asks
 *   again, since the holder before may have parked it, or put it off, meanwhile.
 * - The oldest first: a pending delivery stays pending while it is claimed, so an older one that existed is among what was read.
 * - A last word: what is older is replaced after the last word was added, so in between, or after a crash there, an older one may
 *   stand here as pending. It was read before its subject is asked for last words; one that was added before it is surely seen then.
 *   One that is added later finds it claimed, and waits.
 */
export async function claimDeliveries(request: ClaimRequest, deliveries: DeliveryCollection): Promise<ClaimedDelivery[]> {
  const claimed: ClaimedDelivery[] = [];
  for (let round = 0; round < ROUNDS && claimed.length < request.limit; round++) {
    const asked = { ...request, limit: request.limit - claimed.length };
    const waiting = round === 0 ? await findFirst(asked, deliveries) : await findWaiting(deliveries, request.notTo);
    const chosen = choose(waiting, asked);
    const taken = await takeAll(chosen, request, deliveries);
    claimed.push(...taken);
    if (taken.length === chosen.length && (round > 0 || waiting.length < WINDOW)) break; // nothing was lost to others, and nothing left unread
  }
  return claimed;
}

/** What was lost is in another notifier's hand, so that each round has fewer to choose from; more rivals at once than this are not waited for. */
const ROUNDS = 16;
const WINDOW = 100;

function choose(waiting: readonly Waiting[], { nowMs, limit, notTo }: ClaimRequest): Waiting[] {
  const free = headsOf(waiting).filter(({ document, waitsMs }) => isDue(waitsMs, nowMs) && !notTo.includes(document.recipient));
  return free.slice(0, limit).map(({ document }) => document);
}

async function takeAll(chosen: readonly Waiting[], request: ClaimRequest, deliveries: DeliveryCollection): Promise<ClaimedDelivery[]> {
  if (chosen.length === 0) return [];
  const ofSubjects = await deliveries.read((all) => all.find({ $or: chosen.map(subjectOf) }).toArray());
  const claimed = await Promise.all(chosen.map(({ _id }) => claimOne(_id, { ofSubjects, request, deliveries })));
  return claimed.filter((claim) => claim !== undefined);
}

const isDue = (waitsMs: readonly number[], nowMs: number): boolean => waitsMs.every((ms) => ms <= nowMs || ms > nowMs + FARTHEST_MS);

/** The same, as what `notBeforeMs` may be. */
const dueAt = (nowMs: number) => [{ $lte: nowMs }, { $gt: nowMs + FARTHEST_MS }];

const waitingFields = { recipient: 1, subject: 1, position: 1, priority: 1, state: 1, notBeforeMs: 1, claim: 1, claimedUntilMs: 1 };

/**
 * The first in the order of claiming, of those that are due or claimed: a backlog of thousands must not be read for each alert that is
 * sent. One of them may have an older one of its subject behind the window, or before its time; `claimOne` sees that, and then all are read.
 */
function findFirst({ nowMs, notTo }: ClaimRequest, deliveries: DeliveryCollection): Promise<Waiting[]> {
  const due = dueAt(nowMs).map((notBeforeMs): Filter<DeliveryDocument> => ({ state: 'PENDING', notBeforeMs, ...exceptTo(notTo) }));
  const filter = { $or: [...due, { claim: { $gt: '' } }] };
  return deliveries.read((all) => all.find(filter, { projection: waitingFields }).sort({ priority: 1, position: 1 }).limit(WINDOW).toArray());
}

const exceptTo = (recipients: readonly string[]): Filter<DeliveryDocument> => (recipients.length > 0 ? { recipient: { $nin: [...recipients] } } : {});

/** All that is pending or claimed. Recipients who are left out are not even read: a partner that is down has the longest queue. */
export function findWaiting(deliveries: DeliveryCollection, notTo: readonly string[] = []): Promise<Waiting[]> {
  const pending: Filter<DeliveryDocument> = { state: 'PENDING', ...exceptTo(notTo) };
  const filter = { $or: [pending, { claim: { $gt: '' } }] };
  return deliveries.read((all) => all.find(filter, { projection: waitingFields, batchSize: 10_000 }).toArray());
}

const subjectOf = ({ recipient, subject }: Waiting): Pick<Waiting, 'recipient' | 'subject'> => ({ recipient, subject });

type Claiming = {
  readonly ofSubjects: readonly DeliveryDocument[];
  readonly request: ClaimRequest;
  readonly deliveries: DeliveryCollection;
};

/** Undefined where somebody else was first, or where it was replaced. */
async function claimOne(alertId: string, { ofSubjects, request, deliveries }: Claiming): Promise<ClaimedDelivery | undefined> {
  const document = ofSubjects.find(({ _id }) => _id === alertId);
  if (document === undefined) return undefined;
  const ofSubject = ofSubjects.filter(({ recipient, subject }) => recipient === document.recipient && subject === document.subject);
  const [head] = headsOf(ofSubject); // as it is now: it may have been claimed since it was chosen
  if (head?.document !== document || !isDue(head.waitsMs, request.nowMs)) return undefined;
  if (ofSubject.some(({ lastWord, era, position }) => lastWord && era === document.era && position > document.position)) {
    await replaceOlder([document], deliveries);
    return undefined;
  }
  const runOut = ofSubject.filter((other) => other !== document && other.slot === heldSlot(other));
  for (const other of runOut) await freeSubject(other, deliveries);
  return take(document, request, deliveries);
}

/** The claim stays: its holder may yet report. */
const freeSubject = ({ _id, claim }: DeliveryDocument, deliveries: DeliveryCollection): Promise<unknown> =>
  deliveries.write((all) => all.updateOne({ _id, claim }, { $set: { slot: freeSlot(_id) } }));

async function take(
  document: DeliveryDocument,
  { nowMs, claimMs }: ClaimRequest,
  deliveries: DeliveryCollection,
): Promise<ClaimedDelivery | undefined> {
  const { _id, attempts, era, claim: lastClaim } = document;
  const claim = randomUUID();
  const asRead: Filter<DeliveryDocument> = { _id, era, state: 'PENDING', attempts, claim: lastClaim, $or: dueAt(nowMs).map((notBeforeMs) => ({ notBeforeMs })) };
  const change = { $set: { claim, claimedUntilMs: nowMs + claimMs, slot: heldSlot(document) }, $inc: { attempts: 1 } };
  const isTaken = await deliveries.write(async (all) => {
    try {
      return (await all.updateOne(asRead, change)).matchedCount === 1;
    } catch (error) {
      if (isDuplicateKey(error)) return false; // another one of the subject is being sent
      throw error;
    }
  });
  return isTaken ? { ...toDelivery(document), attempts: attempts + 1, claim } : undefined;
}
