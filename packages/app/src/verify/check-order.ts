import type { RecordedEvent } from '@amana/ports/event-store';
import { metadataOf } from '../stored-metadata.ts';
import type { FaultList } from './fault-list.ts';

/** What is kept of a stream while the log goes by. */
type Place = { next: number; open: { readonly commandId: string; readonly index: number; readonly of: number } | undefined };

export type OrderCheck = {
  add(event: RecordedEvent): void;
  /** MUST be called when the log has gone by: the last command of a stream may be there in part. */
  end(): void;
  streams(): ReadonlyMap<string, unknown>;
  /** Streams in whose order something is wrong: no fold of them says anything. */
  broken(): ReadonlySet<string>;
};

/** In each stream the revisions 0 to n, one after the other, and the events of each command whole and together. */
export function createOrderCheck(log: string, faults: FaultList): OrderCheck {
  const places = new Map<string, Place>();
  const broken = new Set<string>();

  const found: FaultList['add'] = (code, facts) => {
    broken.add(String(facts['stream']));
    faults.add(code, { log, ...facts });
  };

  function checkRevision({ id, stream, revision }: RecordedEvent, place: Place): void {
    if (revision > place.next) found('REVISION_MISSING', { stream, revision: place.next, event: id });
    if (revision < place.next) found('REVISION_REPEATED', { stream, revision, event: id });
    place.next = Math.max(place.next, revision + 1);
  }

  /** Behind a gap an event only says how its own command goes on: one fault is said once. */
  function checkCommand(event: RecordedEvent, place: Place, isInOrder: boolean): void {
    const { commandId, commandIndex } = metadataOf(event);
    if (!Array.isArray(commandIndex)) return; // its shape is looked at elsewhere
    const [index, of] = commandIndex;
    const { open } = place;
    const goesOn = open !== undefined && open.commandId === commandId && open.of === of && open.index + 1 === index;
    if (isInOrder && (open === undefined ? index !== 0 : !goesOn)) found('COMMAND_IN_PART', { stream: event.stream, revision: event.revision });
    place.open = index + 1 < of ? { commandId, index, of } : undefined;
  }

  return {
    add: (event) => {
      const place = places.get(event.stream) ?? { next: 0, open: undefined };
      places.set(event.stream, place);
      const isInOrder = event.revision === place.next;
      checkRevision(event, place);
      checkCommand(event, place, isInOrder);
    },
    end: () => {
      for (const [stream, { next, open }] of places) if (open !== undefined) found('COMMAND_IN_PART', { stream, revision: next - 1 });
    },
    streams: () => places,
    broken: () => broken,
  };
}
