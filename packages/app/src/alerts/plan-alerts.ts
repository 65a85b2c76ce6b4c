import { alertFact } from '@amana/domain/alert/events';
import type { AnyFact } from '@amana/domain/event-definition';
import { idOfStream, streamName } from '@amana/domain/aggregate';
import type { NewDelivery } from '@amana/ports/deliveries';
import type { EventStore, RecordedEvent } from '@amana/ports/event-store';
import { alertIdOf, partnerReferralId } from '@amana/privacy/subject-id';
import type { OpenLog } from '../open-log.ts';
import { metadataOf } from '../stored-metadata.ts';
import { alertContent } from './alert-content.ts';
import { alertsInCase, type CausedAlert } from './alerts-in-case.ts';
import { receivingEndpoint, WEBHOOK } from './receiving-endpoint.ts';

export type PlanDeps = {
  readonly events: EventStore;
  readonly log: Pick<OpenLog, 'era'>;
  /** Where partners reach the API, without a path: `https://amana.example`. Asked when an alert is made: it may be known late. */
  readonly publicUrl: () => string;
};

export type PlannedAlert = {
  readonly delivery: NewDelivery;
  readonly queued: AnyFact;
  /** Ids of the alerts that a last word replaces, unless they have been delivered. */
  readonly replaces: readonly string[];
};

/** `absent`: wanted events that the case does not hold up to there. The log was restored or replaced since they were referred to. */
export type Plan = { readonly planned: PlannedAlert[]; readonly absent: string[] };

export type Planner = (stream: string, upTo: number, wanted: ReadonlySet<string>) => Promise<Plan>;

/**
 * The alerts of the wanted events (ids) of a case, which is read up to and with the revision `upTo`. Everything in them follows
 * from the log as of the event, so whoever plans them again gets the same. An agency is read once per planner: make one per page
 * or message.
 */
export function createPlanner(deps: PlanDeps): Planner {
  const agencies = new Map<string, Promise<RecordedEvent[]>>();

  function readAgency(id: string): Promise<RecordedEvent[]> {
    const read = agencies.get(id) ?? deps.events.readStream(streamName('agency', id)).then(({ events }) => events);
    agencies.set(id, read);
    return read;
  }

  return async (stream, upTo, wanted) => {
    const { events } = await deps.events.readStream(stream, { limit: upTo + 1 });
    const caused = alertsInCase(stream, events);
    const planned: PlannedAlert[] = [];
    for (const one of caused.filter(({ cause }) => wanted.has(cause.id))) {
      const endpointId = receivingEndpoint(await readAgency(one.alert.recipientAgencyId), one.alert, one.cause.position);
      if (endpointId !== undefined) planned.push(planOne(one, { endpointId, caused, publicUrl: deps.publicUrl(), era: deps.log.era }));
    }
    const there = new Set(events.map(({ id }) => id));
    return { planned, absent: [...wanted].filter((id) => !there.has(id)) };
  };
}

/**
 * Derived from the case, with no way back to it (I-110): a referral's is the id by which its partners know it. What is about the
 * case itself, a safety alert too, is under `milestones`: the word is part of ids that partners hold, so it stays.
 */
const subjectOf = ({ cause, alert: { subject } }: CausedAlert): string =>
  partnerReferralId(idOfStream(cause.stream), subject.of === 'referral' ? subject.referralId : 'milestones');

function idOf(one: CausedAlert): string {
  const { commandId } = metadataOf(one.cause);
  const { recipientAgencyId: recipient } = one.alert;
  return alertIdOf({ caseId: idOfStream(one.cause.stream), commandId, type: one.cause.type, subject: subjectOf(one), recipient, channel: WEBHOOK });
}

type Among = { readonly endpointId: string; readonly caused: readonly CausedAlert[]; readonly publicUrl: string; readonly era: string };

function planOne(one: CausedAlert, { endpointId, caused, publicUrl, era }: Among): PlannedAlert {
  const { cause, alert } = one;
  const { recordedAt } = metadataOf(cause);
  const { recipientAgencyId: recipient, kind, priority, lastWord } = alert;
  const alertId = idOf(one);
  const subject = subjectOf(one);
  const content = alertContent(one, { alertId, referralId: subject, publicUrl });
  const { position } = cause;
  return {
    delivery: {
      alertId,
      eventId: cause.id,
      era,
      recipient,
      channel: WEBHOOK,
      subject,
      position,
      priority,
      lastWord,
      content,
      createdAt: recordedAt,
    },
    queued: alertFact('AlertQueued', {
      causeEventId: cause.id,
      recipientAgencyId: recipient,
      endpointId,
      channel: WEBHOOK,
      kind,
      priority,
    }),
    replaces: lastWord ? caused.filter((other) => isOlderOfSame(other, one)).map(idOf) : [],
  };
}

const isOlderOfSame = (other: CausedAlert, one: CausedAlert): boolean =>
  other.cause.revision < one.cause.revision &&
  other.alert.recipientAgencyId === one.alert.recipientAgencyId &&
  subjectOf(other) === subjectOf(one);
