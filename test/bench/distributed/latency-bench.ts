import { setTimeout as sleep } from 'node:timers/promises';
import type { Partner } from '../../demo/partner.ts';
import type { Draft } from '../../fault/case-under-load.ts';
import { quantile } from './alternate.ts';

const ALERT_MS = 60_000;

type Options = { readonly drafts: readonly Draft[]; readonly partner: Partner; readonly everyMs: number };
type Spread = { readonly p50: number; readonly p99: number; readonly most: number };

export type LatencyFigures = { /** Command sent to command acknowledged. */ readonly command: Spread; /** Acknowledged to webhook received, signature checked. */ readonly alert: Spread; readonly count: number };

/** Sends a referral every so often, whatever the last one does, and waits for its alert. Milliseconds. */
export async function benchLatency({ drafts, partner, everyMs }: Options): Promise<LatencyFigures> {
  const began = performance.now();
  const measure = async ({ send, partnersId }: Draft, n: number) => {
    await sleep(Math.max(0, began + n * everyMs - performance.now()));
    const received = partner.waitFor('referral.sent', partnersId, ALERT_MS).then(() => performance.now());
    const sent = performance.now();
    const [acknowledged, at] = await Promise.all([send().then(() => performance.now()), received]);
    return { command: acknowledged - sent, alert: at - acknowledged };
  };
  const all = await Promise.all(drafts.map(measure));
  return { command: spreadOf(all.map(({ command }) => command)), alert: spreadOf(all.map(({ alert }) => alert)), count: all.length };
}

const spreadOf = (values: readonly number[]): Spread => ({ p50: quantile(values, 0.5), p99: quantile(values, 0.99), most: Math.max(...values) });
