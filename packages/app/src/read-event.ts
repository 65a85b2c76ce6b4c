import type { DomainEvent, EventDefinition, EventDefinitions } from '@amana/domain/event-definition';
import { leavesOf, joinFields, type JoinPart } from '@amana/domain/split-fields';
import { ERASED, WITHHELD } from '@amana/domain/mark';
import type { SealedClass } from '@amana/domain/field-tree';
import type { RecordedEvent } from '@amana/ports/event-store';
import { keyIdsOf, openParts, type OpenedPart } from '@amana/privacy/open-event';
import type { SealedPart } from '@amana/privacy/sealed-part';
import { thirdPartySubject } from '@amana/privacy/subject-id';
import type { Keys, LoadedKey } from '@amana/privacy/subject-keys';
import { NewerEvent } from './newer-event.ts';
import { metadataOf } from './stored-metadata.ts';

export type ReadOptions = {
  readonly definitions: EventDefinitions;
  /** Which parts to open: a class, or a question about each part of each event. */
  readonly may: (part: SealedPart, event: RecordedEvent) => boolean;
};

export const mayOpen = (classes: readonly SealedClass[]): ReadOptions['may'] => (part) => classes.includes(part.class);
export const openNothing: ReadOptions['may'] = () => false;

/** Opens, upcasts and joins stored events. One question to the keyring for all of them; none where nothing is opened. */
export async function readEvents(events: readonly RecordedEvent[], keys: Keys, options: ReadOptions): Promise<DomainEvent[]> {
  const keyIds = [...new Set(events.flatMap((event) => keyIdsOf([event], (part) => options.may(part, event))))];
  const found = await keys.find(keyIds);
  return events.map((event) => readEvent(event, found, options));
}

/** The same without a key: every sealed field reads as withheld. For folds over clear fields. */
export const readSealed = (event: RecordedEvent, definitions: EventDefinitions): DomainEvent =>
  readEvent(event, new Map(), { definitions, may: openNothing });

function readEvent(event: RecordedEvent, keys: ReadonlyMap<string, LoadedKey>, { definitions, may }: ReadOptions): DomainEvent {
  const metadata = metadataOf(event);
  const definition = definitions[event.type];
  if (definition === undefined || metadata.schemaVersion > definition.version) throw new NewerEvent(event, metadata.schemaVersion);
  const { sealed: _sealed, ...clear } = event.data;
  const opened = openParts(event, { keys, may: (part) => may(part, event) });
  const data = joinFields(definition.fields, clear, joinParts(event.id, definition, opened));
  return { id: event.id, type: event.type, revision: event.revision, data: upcast(data, definition, metadata.schemaVersion), metadata };
}

function joinParts(eventId: string, definition: EventDefinition, opened: readonly OpenedPart[]): JoinPart[] {
  if (opened.length === 0) return [];
  const roleOf = new Map(rolesIn(definition).map((role) => [thirdPartySubject(eventId, role), role]));
  return opened.map((part) => ({ about: roleOf.get(part.subjectId), class: part.class, values: valuesOf(part) }));
}

const rolesOf = new WeakMap<EventDefinition, readonly string[]>();

/** The third parties whom an event may tell of; asked for every event that is read, found once. */
function rolesIn(definition: EventDefinition): readonly string[] {
  const found = rolesOf.get(definition);
  if (found !== undefined) return found;
  const roles = [...new Set(leavesOf(definition.fields).map(({ about }) => about))].filter((role) => role !== undefined);
  rolesOf.set(definition, roles);
  return roles;
}

function valuesOf(part: OpenedPart): JoinPart['values'] {
  if (part.state === 'open') return part.values;
  return part.state === 'erased' ? ERASED : WITHHELD;
}

function upcast(data: DomainEvent['data'], definition: EventDefinition, from: number): DomainEvent['data'] {
  let upcasted = data;
  for (let version = from; version < definition.version; version++) upcasted = definition.upcasts[version]?.(upcasted) ?? upcasted;
  return upcasted;
}
