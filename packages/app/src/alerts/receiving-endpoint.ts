import type { Alert } from '@amana/domain/alert/alertable';
import { activeEndpoints, agencyAggregate } from '@amana/domain/agency/state';
import { streamName } from '@amana/domain/aggregate';
import type { RecordedEvent } from '@amana/ports/event-store';
import { foldSealed } from '../fold-sealed.ts';

export const WEBHOOK = 'WEBHOOK';

/**
 * Where an agency wanted to be told of this when it was recorded: the newest webhook that was active and subscribed before it, so
 * that whoever moves house subscribes with the new address first and ends the old one then. Undefined where it wanted nothing, or
 * is not of a kind that may hear of it. One alert goes to one endpoint: its id is the key by which the agency drops repeats. By
 * places in the log and not by times: a clock that went back must not make a subscription look younger than what it waits for.
 */
export function receivingEndpoint(
  agency: readonly RecordedEvent[],
  { kind, recipientAgencyId, onlyToKinds }: Alert,
  before: bigint,
): string | undefined {
  const known = agency.filter(({ position }) => position < before);
  const then = foldSealed(agencyAggregate, streamName('agency', recipientAgencyId), known);
  const { kind: agencyKind } = then.profile;
  if (onlyToKinds !== undefined && (agencyKind === undefined || !onlyToKinds.includes(agencyKind))) return undefined;
  return activeEndpoints(then).findLast(({ channel, events }) => channel === WEBHOOK && events.includes(kind))?.endpointId;
}
