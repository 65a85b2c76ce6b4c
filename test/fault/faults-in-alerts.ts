import type { ReceivedAlert } from '../demo/partner.ts';

type Heard = Pick<ReceivedAlert, 'id' | 'type' | 'referralId'>;
type Told = { readonly referrals: readonly string[]; readonly revoked: readonly string[] };

const SENT = 'referral.sent';
const REVOKED = 'referral.revoked';

/** Is every alert there that must come? A referral's end replaces what was not sent yet. */
export function missingAlerts(alerts: readonly Heard[], { referrals, revoked }: Told): string[] {
  const heard = new Set(alerts.map(({ type, referralId }) => `${type} ${referralId}`));
  const ended = new Set(revoked);
  return [...referrals.filter((id) => !ended.has(id)).map((id) => `${SENT} ${id}`), ...revoked.map((id) => `${REVOKED} ${id}`)].filter((alert) => !heard.has(alert));
}

/**
 * What is wrong with what a partner heard, each alert once by its id and in the order of its first coming: one that never came, one
 * that nobody sent, one under two ids, the end of a referral before its beginning.
 */
export function faultsInAlerts(alerts: readonly Heard[], told: Told): string[] {
  const known = new Set([...told.referrals.map((id) => `${SENT} ${id}`), ...told.revoked.map((id) => `${REVOKED} ${id}`)]);
  const names = alerts.map(({ type, referralId }) => `${type} ${referralId}`);
  const bySubject = Map.groupBy(alerts, ({ referralId }) => referralId);
  const outOfOrder = [...bySubject].filter(([, heard]) => heard.map(({ type }) => type).join() === [REVOKED, SENT].join());
  return [
    ...missingAlerts(alerts, told).map((name) => `never heard: ${name}`),
    ...names.filter((name) => !known.has(name)).map((name) => `heard of what was not sent: ${name}`),
    ...names.filter((name, i) => names.indexOf(name) !== i).map((name) => `heard under two ids: ${name}`),
    ...outOfOrder.map(([id]) => `heard in the wrong order: ${id}`),
  ];
}
