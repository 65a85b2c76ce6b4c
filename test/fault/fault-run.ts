import type { Partner } from '../demo/partner.ts';
import { readinessOf } from '../testing/program.ts';
import type { FallsOfVictim } from './falls.ts';
import type { FoundInLog } from './faults-in-log.ts';
import { missingAlerts } from './faults-in-alerts.ts';
import { whileItMoves } from './while-it-moves.ts';

export type FaultRunOptions = {
  readonly seed: number;
  /** At most so many; fewer where the time is up. */
  readonly kills: number;
  /** By `performance.now()`: from then on nothing more is killed. */
  readonly killUntil?: number;
  /** Told what happens, a line at a time. */
  readonly report?: (line: string) => void;
};

/** What a scenario has shown. Every promise was kept where there is no fault. */
export type FaultRun = FoundInLog & {
  readonly scenario: string;
  readonly kills: number;
  /** Where there is more than one that may fall. */
  readonly falls?: readonly FallsOfVictim[];
};

type Loaded = { readonly referrals: readonly string[]; readonly revoked: readonly string[]; readonly health: Partner };

/** Every alert has come that must come. */
export const untilAlerted = ({ referrals, revoked, health }: Loaded): Promise<void> =>
  whileItMoves('each partner has heard of each of its referrals', {
    isDone: () => missingAlerts([...health.alerts.values()], { referrals, revoked }).length === 0,
    progress: () => health.counts.requests,
  });

/** Those who read the log have read it to its end. */
export const untilAtHead = (readyUrls: readonly string[]): Promise<void> =>
  whileItMoves('every worker is at the head of the log', {
    isDone: async () => {
      const found = await Promise.all(readyUrls.map((url) => readinessOf(url)));
      return found.every((readiness) => {
        const checks = readiness?.checks ?? [];
        const readers = checks.filter(({ detail }) => detail.atHead !== undefined);
        // One that stands by, having lost its lease for a moment, says nothing of a head, and is behind it.
        const leads = !checks.some(({ detail }) => detail.standby === true);
        return readiness?.ok === true && leads && readers.length > 0 && readers.every(({ detail }) => detail.atHead);
      });
    },
    progress: () => Promise.all(readyUrls.map((url) => readinessOf(url))),
  });

const byWord = ({ acknowledged, found, doubled }: FoundInLog): string => `acknowledged ${acknowledged}, found ${found}, doubled ${doubled}`;
export const toldAfter = (kills: number, what: string, found: FoundInLog): string => `  after ${kills} ${what}: ${byWord(found)}`;
