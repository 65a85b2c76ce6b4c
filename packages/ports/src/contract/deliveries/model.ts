import { FARTHEST_MS, NOT_IN_LOG, type ClaimedDelivery, type Delivery, type NewDelivery, type Outcome } from '../../deliveries.ts';

type Held = Delivery & { claim: string | undefined; untilMs: number };

const rank = { EMERGENCY: 0, URGENT: 1, NORMAL: 2 };
const before = (a: Delivery, b: Delivery): boolean => a.position < b.position || (a.position === b.position && a.alertId < b.alertId);
function replace(row: Held): void {
  if (row.state === 'PENDING' || row.state === 'PARKED') Object.assign(row, { state: 'REPLACED', reason: undefined });
}

const sameSubject = (a: Delivery, b: Delivery): boolean => a.recipient === b.recipient && a.subject === b.subject;

/** The port in as few words as possible, for a handful of deliveries: what a store must answer to any sequence of calls. */
export class DeliveriesModel {
  readonly #rows = new Map<string, Held>();

  add(delivery: NewDelivery): number {
    const old = this.#rows.get(delivery.alertId);
    if (old?.era === delivery.era) return 0;
    const isDue = old === undefined || old.state === 'PENDING' || (old.state === 'PARKED' && old.reason === NOT_IN_LOG);
    const { state, notBefore, reason } = isDue ? { state: 'PENDING' as const, notBefore: delivery.createdAt, reason: undefined } : old;
    const row: Held = { ...delivery, state, attempts: 0, notBefore, reason, claim: undefined, untilMs: 0 };
    for (const other of this.#rows.values()) {
      if (other === old || other.era !== row.era || !sameSubject(row, other)) continue;
      if (other.lastWord && other.position > row.position) replace(row);
      if (row.lastWord && other.position < row.position) replace(other);
    }
    this.#rows.set(row.alertId, row);
    return 1;
  }

  /** Those that may be claimed, in the order of claiming, each with the instant from which it may. */
  #claimable(): { row: Held; waitsMs: number[]; fromMs: number }[] {
    const rows = [...this.#rows.values()];
    return rows
      .filter((row) => row.state === 'PENDING')
      .filter((row) => !rows.some((other) => other.state === 'PENDING' && sameSubject(row, other) && before(other, row)))
      .map((row) => ({ row, waitsMs: [Date.parse(row.notBefore), ...rows.filter((other) => sameSubject(row, other)).map(({ untilMs }) => untilMs)] }))
      .map((head) => ({ ...head, fromMs: Math.max(...head.waitsMs) }))
      .sort((a, b) => rank[a.row.priority] - rank[b.row.priority] || (before(a.row, b.row) ? -1 : 1));
  }

  claim(options: { now: string; claimMs: number; limit: number; notTo: readonly string[] }): string[] {
    const nowMs = Date.parse(options.now);
    const free = this.#claimable().filter(({ row, waitsMs }) => waitsMs.every((ms) => ms <= nowMs || ms > nowMs + FARTHEST_MS) && !options.notTo.includes(row.recipient));
    return free.slice(0, options.limit).map(({ row }) => {
      row.attempts++;
      row.untilMs = nowMs + options.claimMs;
      return row.alertId;
    });
  }

  /** The store makes up the claims; the model only remembers the newest. */
  noteClaims(claimed: readonly ClaimedDelivery[]): void {
    for (const { alertId, claim } of claimed) Object.assign(this.#rows.get(alertId) ?? {}, { claim });
  }

  settle(alertId: string, claim: string, outcome: Outcome): boolean {
    const row = this.#rows.get(alertId);
    if (row?.claim !== claim) return false;
    Object.assign(row, { claim: undefined, untilMs: 0 });
    if (outcome.state === 'DELIVERED') Object.assign(row, { state: 'DELIVERED', reason: undefined });
    else if (row.state !== 'REPLACED') Object.assign(row, outcome);
    return true;
  }

  unpark(recipient: string, now: string): number {
    const parked = [...this.#rows.values()].filter((row) => row.state === 'PARKED' && row.recipient === recipient);
    for (const row of parked) Object.assign(row, { state: 'PENDING', attempts: 0, notBefore: now, reason: undefined });
    return parked.length;
  }

  /** Recipient and reason of each that is parked, in order. */
  parked(): string[][] {
    const parked = [...this.#rows.values()].filter((row) => row.state === 'PARKED').map(({ recipient, reason = '' }) => [recipient, reason]);
    return parked.toSorted((a, b) => (a.join(' ') < b.join(' ') ? -1 : 1));
  }

  nextDue(): string | undefined {
    const times = this.#claimable().map(({ fromMs }) => fromMs);
    return times.length === 0 ? undefined : new Date(Math.min(...times)).toISOString();
  }

  all(): Delivery[] {
    return [...this.#rows.values()].map(({ claim: _claim, untilMs: _untilMs, ...delivery }) => delivery);
  }
}
