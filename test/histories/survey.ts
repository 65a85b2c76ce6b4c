import { historyOf } from './history.ts';
import type { House } from './house.ts';
import { allInvariants } from './invariants/all-invariants.ts';
import type { Invariant } from './invariants/invariant.ts';
import type { Given } from './play-history.ts';

/** How often each rule was put to the test over all histories, and the first places where it did not hold. */
export function createSurvey() {
  const asked = new Map<Invariant, number>();
  const faults = new Map<Invariant, readonly string[]>();
  return {
    /** Asks all rules of a history. Says what does not hold. */
    ask(house: House, given: readonly Given[]): string[] {
      const history = historyOf(house.log(), given, house.exact);
      return allInvariants.flatMap((invariant) => {
        const found = invariant.ask(history);
        asked.set(invariant, (asked.get(invariant) ?? 0) + found.asked);
        if (found.faults.length > 0 && !faults.has(invariant)) faults.set(invariant, found.faults);
        return found.faults;
      });
    },
    of: (invariant: Invariant) => ({ asked: asked.get(invariant) ?? 0, faults: faults.get(invariant) ?? [] }),
  };
}
