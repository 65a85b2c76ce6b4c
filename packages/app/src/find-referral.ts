import { idOfStream } from '@amana/domain/aggregate';
import { partnerInbox } from '@amana/domain/projections/partner-inbox';
import { projectionName } from '@amana/domain/projections/projection';
import type { EventStore } from '@amana/ports/event-store';
import type { ReadModelStore } from '@amana/ports/read-model-store';
import { partnerReferralId } from '@amana/privacy/subject-id';
import { pinBuilds, type PinnedRows } from './rebuild/pin-builds.ts';
import { waitUntilProjected, type WaitDeps } from './wait-until-projected.ts';

export type FindReferralDeps = WaitDeps & { readonly events: EventStore; readonly rows: ReadModelStore };

export type FoundReferral = { readonly caseId: string; readonly referralId: string };

export const inboxName = projectionName(partnerInbox(partnerReferralId));

/**
 * The referral behind the id by which a partner knows it. 'unknown' is said only when the inbox has passed the log's head as of
 * the call: an alert may be faster than the projection. Until then 'not-yet', after a short wait.
 */
export async function findReferral(id: string, deps: FindReferralDeps): Promise<FoundReferral | 'unknown' | 'not-yet'> {
  const rows = pinBuilds(deps.rows);
  const found = await look(id, rows);
  if (found !== undefined) return found;
  const head = await deps.events.head();
  const passed = await waitUntilProjected(inboxName, head, { ...deps, rows });
  return (await look(id, rows)) ?? (passed ? 'unknown' : 'not-yet');
}

async function look(id: string, rows: PinnedRows): Promise<FoundReferral | undefined> {
  const { rows: found } = await rows.find(inboxName, { where: [{ key: 'partnerReferralId', is: id }], limit: 1 });
  const row = found[0];
  return row && { caseId: idOfStream(row.stream), referralId: row.body['referralId'] as string };
}
