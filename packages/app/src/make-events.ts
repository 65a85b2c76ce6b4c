import type { Frame } from '@amana/domain/command-frame';
import type { StreamFacts } from '@amana/domain/aggregate';
import type { Decision } from '@amana/domain/decision';
import type { Fields } from '@amana/domain/field-tree';
import { Metadata } from '@amana/domain/metadata';
import { writtenSchema } from '@amana/domain/field-schemas';
import { splitFields } from '@amana/domain/split-fields';
import type { NewEvent } from '@amana/ports/event-store';
import type { Json, JsonObject } from '@amana/ports/json';
import { requestDigestOf } from '@amana/privacy/digests';
import { withRequestDigest } from '@amana/privacy/request-digest';
import { sealEvent, type UnsealedEvent, type UnsealedPart } from '@amana/privacy/seal-event';
import { thirdPartySubject } from '@amana/privacy/subject-id';
import type { Keys } from '@amana/privacy/subject-keys';
import type { AnyCommand, CommandRequest } from './command-request.ts';
import { subjectOf } from './stream-of.ts';

export type MakeEventsDeps = { readonly keys: Keys; readonly randomBytes: (size: number) => Uint8Array; readonly newEventId: () => string };

export type Decided = {
  readonly command: AnyCommand;
  readonly request: CommandRequest;
  readonly state: { stream: StreamFacts };
  readonly frame: Frame;
  readonly decision: Decision;
  readonly controller: string;
  readonly time: { readonly recordedAt: string; readonly clock: 'ok' | 'unconfirmed' };
};

type Draft = UnsealedEvent & { readonly type: string; readonly metadata: Metadata };

/** From a decision to events as they are stored: checked against their schemas, given ids and metadata, split by class and sealed. */
export async function makeEvents(decided: Decided, deps: MakeEventsDeps): Promise<NewEvent[]> {
  const { request, state, decision } = decided;
  const drafts = decision.events.map((_fact, index) => draftOf(decided, index, deps.newEventId()));
  const digest = requestDigestOf(request.command.name, state.stream.name, request.body as Json);
  const placed = withRequestDigest(drafts, digest);
  const subjects = [...new Set(placed.events.flatMap((draft) => draft.parts.map((part) => part.subjectId)))];
  const keys = new Map(await Promise.all(subjects.map(async (subject) => [subject, await deps.keys.forSealing(subject)] as const)));
  return placed.events.map((draft) => ({
    id: draft.event.id,
    type: draft.type,
    data: sealEvent(draft, { keys, randomBytes: deps.randomBytes }),
    metadata: withDigest(draft.metadata, placed.clear),
  }));
}

/** Keys with an undefined value do not exist in JSON: they must not reach the digest either. */
const withDigest = (metadata: Metadata, requestDigest: string | undefined): JsonObject =>
  compact({ ...metadata, ...(requestDigest === undefined ? {} : { requestDigest }) }) as JsonObject;

function draftOf(decided: Decided, index: number, id: string): Draft {
  const { command, state, decision, controller } = decided;
  const fact = decision.events[index];
  const definition = fact && command.on.events[fact.type];
  if (!fact || !definition) throw new Error(`${command.name} made an event that its stream does not know`);
  const data = fitting(writtenSchema(definition.fields), compact(fact.data), `the ${fact.type} of ${command.name}`);
  const metadata = metadataFor(decided, index, definition.version);
  const subject = subjectOf(command.on.kind, state, { controller, facts: decision.events });
  const event = { id, stream: state.stream.name, type: fact.type, metadata: { schemaVersion: definition.version } };
  return { event, type: fact.type, metadata, ...split(definition.fields, data, { eventId: id, subject }) };
}

function split(fields: Fields, data: object, of: { eventId: string; subject: string | undefined }): { clear: JsonObject; parts: UnsealedPart[] } {
  const { clear, parts } = splitFields(fields, data as Record<string, unknown>);
  return {
    clear,
    parts: parts.map((part) => {
      const subjectId = part.about === undefined ? of.subject : thirdPartySubject(of.eventId, part.about);
      if (subjectId === undefined) throw new Error('a sealed field in an event that is about nobody');
      return { subjectId, class: part.class, values: part.values };
    }),
  };
}

function metadataFor({ request, frame, decision, controller, time }: Decided, index: number, schemaVersion: number): Metadata {
  const { userId, role, agencyId, onBehalfOf } = request.actor;
  return fitting(
    Metadata,
    compact({
      schemaVersion,
      controller,
      occurredAt: frame.occurredAt,
      recordedAt: time.recordedAt,
      clock: time.clock,
      actor: { userId, role, agencyId, onBehalfOf },
      commandId: request.commandId,
      commandIndex: [index, decision.events.length],
      correlationId: request.correlationId ?? request.commandId,
      causationId: request.causationId,
      rules: [...decision.rules],
      legalBasis: frame.legalBasis ?? [],
      consentIds: [...decision.consentIds],
      grants: frame.grants ?? [],
      crisis: frame.crisis,
      corrects: frame.corrects,
      device: frame.device,
    }),
    `the metadata of ${request.command.name}`,
  );
}

type Schema<T> = { safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: readonly { path: readonly PropertyKey[] }[] } } };

/** A misfit here is a bug of ours: as the schema's own error it would be taken for a fault of the body, and the caller blamed. */
function fitting<T>(schema: Schema<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(`${what} does not fit its schema at ${parsed.error.issues.map(({ path }) => `/${path.join('/')}`).join(', ')}`);
}

function compact(value: object): object {
  if (Array.isArray(value)) return value.map((element: unknown) => (isObject(element) ? compact(element) : element));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, child]) => child !== undefined)
      .map(([name, child]) => [name, isObject(child) ? compact(child) : child]),
  );
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
