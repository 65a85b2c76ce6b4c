import type { Alert } from '@amana/domain/alert/alertable';
import { activeEndpoints, agencyAggregate } from '@amana/domain/agency/state';
import { fold } from '@amana/domain/aggregate';
import type { RecordedEvent } from '@amana/ports/event-store';
import { readSealed } from '../read-event.ts';
import { metadataOf } from '../stored-metadata.ts';

export const WEBHOOK = 'WEBHOOK';

/**
 * Where an agency wanted to be told of this when it happened: the newest webhook that was active and subscribed at that instant, so
 * that whoever moves house subscribes with the new address first and ends the old one then. Undefined where it wanted nothing, or
 * is not of a kind that may hear of it. One alert goes to one endpoint: its id is the key by which the agency drops repeats.
 */
export function receivingEndpoint(
  agency: readonly RecordedEvent[],
  { kind, recipientAgencyId, onlyToKinds }: Alert,
  at: string,
): string | undefined {
  const known = agency.filter((event) => Date.parse(metadataOf(event).recordedAt) <= Date.parse(at));
  const then = fold(agencyAggregate, `agency-${recipientAgencyId}`, known.map((event) => readSealed(event, agencyAggregate.events)));
  const { kind: agencyKind } = then.profile;
  if (onlyToKinds !== undefined && (agencyKind === undefined || !onlyToKinds.includes(agencyKind))) return undefined;
  return activeEndpoints(then).findLast(({ channel, events }) => channel === WEBHOOK && events.includes(kind))?.endpointId;
}
