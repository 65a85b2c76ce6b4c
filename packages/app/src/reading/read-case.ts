import { fold, streamName } from '@amana/domain/aggregate';
import { caseAggregate, type CaseFold } from '@amana/domain/case/state';
import type { AccessPurpose } from '@amana/domain/code-lists/cl-58-access-purpose';
import type { DomainEvent } from '@amana/domain/event-definition';
import { personAggregate } from '@amana/domain/person/state';
import type { EventStore, RecordedEvent } from '@amana/ports/event-store';
import type { Keys } from '@amana/privacy/subject-keys';
import { foldSealed } from '../fold-sealed.ts';
import { mayOpen, readEvents } from '../read-event.ts';
import { metadataOf } from '../stored-metadata.ts';
import { streamOf } from '../stream-of.ts';
import { happenedUntil, knownAt } from './known-at.ts';
import { mayReadCase, replayers } from './may-read.ts';
import { recordAccess, type AccessDeps, type Reader } from './record-access.ts';

export type ReadCaseDeps = AccessDeps & { readonly events: EventStore; readonly keys: Keys };

export type CaseQuestion = {
  readonly id: string;
  readonly reader: Reader;
  readonly purpose: AccessPurpose;
  readonly view: 'case' | 'history';
  readonly knownAt?: string | undefined;
  readonly happenedUntil?: string | undefined;
};

export type Step = { readonly of: 'case' | 'person'; readonly event: DomainEvent };

export type ReadCase = {
  readonly state: CaseFold;
  /** Events of the case and of its person, each in its own order, opened as far as the reader may. */
  readonly caseEvents: readonly DomainEvent[];
  readonly personEvents: readonly DomainEvent[];
  /** Both as they follow each other in the log. Not by their times: a clock that was wrong would turn them round. */
  readonly steps: readonly Step[];
  /** Revision of the case as it stands now: what `If-Match` wants. */
  readonly revision: number;
};

/**
 * One case with its person: authorised on the fold made for this very request, the reading recorded, and only then opened.
 * The past (`knownAt`, `happenedUntil`) and the history are for those who replay.
 */
export async function readCase(question: CaseQuestion, deps: ReadCaseDeps): Promise<ReadCase | 'forbidden' | 'not-found'> {
  const { reader } = question;
  const stream = streamName('case', question.id);
  const { events } = await deps.events.readStream(stream);
  const present = foldSealed(caseAggregate, stream, events);
  const permission = mayReadCase(reader, present);
  if (permission === 'forbidden' || permission === 'not-found') return permission;
  const replays = question.view === 'history' || question.knownAt !== undefined || question.happenedUntil !== undefined;
  if (replays && !replayers.includes(reader.role)) return 'forbidden';

  const personStream = streamOf('person', present.identification.personId ?? '', present.stream.controller ?? '');
  const person = (await deps.events.readStream(personStream)).events;
  const { opens } = permission;
  await recordAccess({ reader, purpose: question.purpose, view: question.view, streams: [stream, personStream], classes: opens }, deps);

  const may = mayOpen(opens);
  const caseEvents = await readEvents(asOf(events, question), deps.keys, { definitions: caseAggregate.events, may });
  const personEvents = await readEvents(asOf(person, question), deps.keys, { definitions: personAggregate.events, may });
  const positions = new Map([...events, ...person].map((event) => [event.id, event.position]));
  const steps = inLogOrder([...caseEvents.map(stepOf('case')), ...personEvents.map(stepOf('person'))], positions);
  return { state: fold(caseAggregate, stream, caseEvents), caseEvents, personEvents, steps, revision: events.length - 1 };
}

const stepOf =
  (of: Step['of']) =>
  (event: DomainEvent): Step => ({ of, event });

const inLogOrder = (steps: readonly Step[], positions: ReadonlyMap<string, bigint>): Step[] =>
  steps.toSorted((a, b) => ((positions.get(a.event.id) ?? 0n) < (positions.get(b.event.id) ?? 0n) ? -1 : 1));

function asOf(events: readonly RecordedEvent[], { knownAt: known, happenedUntil: happened }: CaseQuestion): RecordedEvent[] {
  const timed = events.map((event) => ({ event, metadata: metadataOf(event) }));
  const upTo = known === undefined ? timed : knownAt(timed, known);
  return (happened === undefined ? upTo : happenedUntil(upTo, happened)).map(({ event }) => event);
}
