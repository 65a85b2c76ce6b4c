import type { JsonObject } from './json.ts';

export type Channel = 'WEBHOOK' | 'EMAIL' | 'SMS' | 'IN_APP';
export type DeliveryPriority = 'EMERGENCY' | 'URGENT' | 'NORMAL';

/** One alert to one recipient over one channel. Nothing in it is personal (I-110). */
export type NewDelivery = {
  /** The partner's idempotency key: the same after a rebuild, and after a restored log was told its lost commands again. */
  alertId: string;
  eventId: string;
  /** The log's era that `eventId` and `position` belong to. */
  era: string;
  /** Agency id. */
  recipient: string;
  channel: Channel;
  /** What the alert is about (a referral, a case's milestones): order is kept within recipient and subject, nowhere else. */
  subject: string;
  /** Place of the event in the log: the order within a subject. */
  position: bigint;
  priority: DeliveryPriority;
  /**
   * The subject's last word (revoked, expired, withdrawn): replaces what of the same recipient and subject is older and was not
   * delivered yet, parked or added later included, within one era: a place in another says nothing. One that is being sent is waited
   * for, and is DELIVERED if it got there after all.
   */
  lastWord: boolean;
  /** What will be sent, apart from what each attempt adds. */
  content: JsonObject;
  /** UTC instant, ISO 8601. */
  createdAt: string;
};

export type DeliveryState = 'PENDING' | 'DELIVERED' | 'PARKED' | 'REPLACED';

export type Delivery = NewDelivery & {
  state: DeliveryState;
  /** Attempts begun; counted before the attempt is made. */
  attempts: number;
  /** Instant before which it is not tried; equal to `createdAt` at first. */
  notBefore: string;
  /** Why it is parked, or why the last attempt failed: a code. */
  reason: string | undefined;
};

/** What is parked for one recipient for one reason. */
export type ParkedDeliveries = {
  readonly recipient: string;
  readonly reason: string;
  readonly count: number;
  /** `createdAt` of the oldest of them. */
  readonly oldest: string;
};

/** `claim` proves who may report the outcome. */
export type ClaimedDelivery = Delivery & { claim: string };

export type Outcome =
  | { state: 'DELIVERED' }
  | { state: 'PENDING'; notBefore: string; reason: string }
  | { state: 'PARKED'; reason: string };

/** No delivery is put off for longer, and no claim lasts so long. What seems to be was put off by a clock that ran ahead: it is due. */
export const FARTHEST_MS = 48 * 3_600_000;

/** Why a delivery is parked that the log knows nothing of: it was restored or replaced since, or its alert is not queued there yet. */
export const NOT_IN_LOG = 'NOT_IN_LOG';

/**
 * MUST: at most one delivery per event, recipient and channel: a second `add` of it in one era changes nothing, also when it was
 *       delivered.
 * MUST: an `add` in another era than the row's renews it in place: event, position, content and time are the new ones, and a claim of
 *       before is worth nothing. It is due anew if it was pending, or parked as NOT_IN_LOG; else it keeps its state, so that nobody is
 *       alerted twice. Its attempts are counted anew.
 * MUST: an attempt is counted before `claim` gives the delivery out, kept as safely as the deployment promises: where a power cut
 *       takes the count back, the partner gets the same alert id once more. A claim that was not settled within `claimMs` may be
 *       given out again.
 * MUST: one claim at a time per recipient and subject, the oldest pending position first (then by alert id); a pending one
 *       that is not due yet holds back its own subject only; a parked, delivered or replaced one holds back nothing.
 * MUST: what is due, or claimed, more than FARTHEST_MS after the `now` of a claim is due: a clock that was set right must hold back nothing.
 * MUST: EMERGENCY before URGENT before NORMAL among those that may be claimed, then by position and alert id.
 * MUST: `settle` with a claim that is no longer the newest changes nothing and says false.
 */
export interface Deliveries {
  /** Says how many rows are new or renewed. */
  add(deliveries: readonly NewDelivery[]): Promise<{ added: number }>;
  claim(options: { now: string; claimMs: number; limit: number; notTo?: readonly string[] }): Promise<ClaimedDelivery[]>;
  settle(alertId: string, claim: string, outcome: Outcome): Promise<boolean>;
  /** Which of these alert ids have a row, and of which era it is. */
  known(alertIds: readonly string[]): Promise<Map<string, string>>;
  find(alertId: string): Promise<Delivery | undefined>;
  /** Parked ones of a recipient go back to PENDING, due at `now`; their attempts are counted anew. Says how many. */
  unpark(recipient: string, now: string): Promise<number>;
  /** All that is parked, in the order of recipients and then of reasons. */
  parked(): Promise<ParkedDeliveries[]>;
  counts(): Promise<Record<DeliveryState, number>>;
  /**
   * From when on `claim` could give something, as things stand; undefined when nothing is pending. One that waits behind another
   * of its subject does not count, one that is claimed counts from the end of its claim: so a sender may sleep until then.
   */
  nextDue(): Promise<string | undefined>;
  /** When the oldest of those that are pending was created, due or not; undefined when nothing is pending. */
  oldestPending(): Promise<string | undefined>;
  clear(): Promise<void>;
}
