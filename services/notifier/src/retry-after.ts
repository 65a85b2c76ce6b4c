/** Nobody makes an alert wait longer than the schedule's own longest step. */
export const MOST_RETRY_AFTER_MS = 24 * 3_600_000;

/** The header’s wish in milliseconds (seconds or an HTTP date, RFC 9110 10.2.3), bounded. Undefined where there is no sense in it. */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.min(MOST_RETRY_AFTER_MS, Math.max(0, ms));
}
