const MOST_AT_ONCE = 2;
/** Failures in a row after which a partner is left alone for a while. */
const OPENS_AFTER = 3;
/** The first such while, and the longest: it doubles. */
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 60_000;

export type Circuit = {
  begin(partner: string): void;
  /** `neutral` is an end that says nothing about the partner's server. */
  end(partner: string, result: 'reached' | 'failed' | 'neutral'): void;
  /** Partners to whom nothing may be sent now. */
  closedTo(): string[];
};

type Partner = { inFlight: number; failures: number; restUntil: number };

/**
 * Keeps a partner that is down or slow from taking the places of others: at most two at a time, and after three failures in a row
 * nothing for 5 s, doubling to a minute, then one at a time until one gets through. A partner is an agency: what it may have in
 * flight is shared by all of its endpoints. Lives in memory: after a restart every partner is tried again. `monotonic`: milliseconds
 * of a clock that never goes back.
 */
export function createCircuit({ monotonic }: { readonly monotonic: () => number }): Circuit {
  const partners = new Map<string, Partner>();
  const find = (partner: string): Partner => partners.get(partner) ?? { inFlight: 0, failures: 0, restUntil: Number.NEGATIVE_INFINITY };

  function mayNotTake(partner: Partner): boolean {
    const most = partner.failures >= OPENS_AFTER ? 1 : MOST_AT_ONCE;
    return partner.inFlight >= most || partner.restUntil > monotonic();
  }

  function failed(partner: Partner): Partner {
    const failures = partner.failures + 1;
    if (failures < OPENS_AFTER) return { ...partner, failures };
    return { ...partner, failures, restUntil: monotonic() + Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** (failures - OPENS_AFTER)) };
  }

  return {
    begin: (name) => {
      const partner = find(name);
      partners.set(name, { ...partner, inFlight: partner.inFlight + 1 });
    },
    end: (name, result) => {
      const partner = { ...find(name), inFlight: find(name).inFlight - 1 };
      const after = result === 'failed' ? failed(partner) : result === 'reached' ? { ...partner, failures: 0 } : partner;
      if (after.inFlight === 0 && after.failures === 0) partners.delete(name);
      else partners.set(name, after);
    },
    closedTo: () => [...partners].filter(([, partner]) => mayNotTake(partner)).map(([name]) => name),
  };
}
