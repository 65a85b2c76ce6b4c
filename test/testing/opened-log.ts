import { leavesOf } from '@amana/domain/split-fields';
import type { EventDefinition } from '@amana/domain/event-definition';
import type { FieldNode, Fields, Leaf, PrivacyClass } from '@amana/domain/field-tree';
import type { RecordedEvent } from '@amana/ports/event-store';
import { keyIdsOf, openParts, sealedPartsOf } from '@amana/privacy/open-event';
import type { PartValues, SealedPart } from '@amana/privacy/sealed-part';
import { thirdPartySubject } from '@amana/privacy/subject-id';
import type { Keys } from '@amana/privacy/subject-keys';

export type Opened = {
  readonly event: RecordedEvent;
  readonly parts: readonly { readonly sealed: SealedPart; readonly values: PartValues }[];
};

/** Every part opened; throws where one does not open. */
export async function openAll(events: readonly RecordedEvent[], keys: Keys): Promise<Opened[]> {
  const found = await keys.find(keyIdsOf(events, () => true));
  return events.map((event) => {
    const opened = openParts(event, { keys: found, may: () => true });
    const parts = sealedPartsOf(event).map((sealed, i) => {
      const part = opened[i];
      if (part?.state !== 'open') throw new Error(`a part of ${event.type} does not open`);
      return { sealed, values: part.values };
    });
    return { event, parts };
  });
}

/**
 * What stands in clear, by the pointers of the leaves under which it stands. Written for itself, without `splitFields`, which it
 * checks: whatever has no clear leaf above it comes under a pointer of its own, and an empty group as `{}`.
 */
export function clearPointers(fields: Fields, data: object, at = ''): string[] {
  return Object.entries(data as Record<string, unknown>).flatMap(([name, value]) => {
    const node: FieldNode | undefined = fields[name];
    const pointer = `${at}/${name}`;
    if (node?.kind === 'list') return (value as object[]).flatMap((element) => clearPointers(node.fields, element, `${pointer}/*`));
    if (node?.kind === 'group')
      return Object.keys(value as object).length === 0 ? [`${pointer} {}`] : clearPointers(node.fields, value as object, pointer);
    return [pointer];
  });
}

/** A pointer into a part, with the places in lists as `*`, as `leavesOf` names them. */
export const withoutPlaces = (pointer: string): string => pointer.replaceAll(/\/\d+(?=\/)/g, '/*');

/** The leaves that a part of this class and subject may hold. */
export function leavesFor(
  definition: EventDefinition,
  { event, subject, cls, subjectId }: { event: RecordedEvent; subject: string | undefined; cls: PrivacyClass; subjectId: string },
): string[] {
  const isAbout = (about: string | undefined) =>
    about === undefined ? subject === subjectId : thirdPartySubject(event.id, about) === subjectId;
  return leavesOf(definition.fields)
    .filter((leaf) => leaf.class === cls && isAbout(leaf.about))
    .map(({ pointer }) => pointer);
}

/** The schema of each leaf, by its pointer. */
export function schemasOf(fields: Fields, at = ''): Map<string, Leaf['schema']> {
  const entries = Object.entries(fields).flatMap(([name, node]): [string, Leaf['schema']][] => {
    if (node.kind === 'leaf') return [[`${at}/${name}`, node.schema]];
    return [...schemasOf(node.fields, node.kind === 'list' ? `${at}/${name}/*` : `${at}/${name}`)];
  });
  return new Map(entries);
}
