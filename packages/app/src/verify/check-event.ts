import { readSchema } from '@amana/domain/field-schemas';
import type { DomainEvent, EventDefinitions } from '@amana/domain/event-definition';
import { Metadata } from '@amana/domain/metadata';
import type { RecordedEvent } from '@amana/ports/event-store';
import type { Json } from '@amana/ports/json';
import { PortFailure } from '@amana/ports/failures';
import { digestOf, eventDigestOf } from '@amana/privacy/digests';
import { openParts, sealedPartsOf } from '@amana/privacy/open-event';
import type { SealedPart } from '@amana/privacy/sealed-part';
import type { LoadedKey } from '@amana/privacy/subject-keys';
import { NewerEvent } from '../newer-event.ts';
import { readEvents } from '../read-event.ts';
import type { FaultList } from './fault-list.ts';

export type CheckEventDeps = {
  readonly log: string;
  readonly definitions: EventDefinitions;
  readonly faults: FaultList;
};

/**
 * Is an event what its type says it is: known, with metadata and data of their shape, each part as it was sealed for this event?
 * Parts whose key is not there are left out: that is a fault of the keyring. What it opens is looked at and not kept.
 */
export function createEventCheck({ log, definitions, faults }: CheckEventDeps) {
  const isOfItsShape = (type: string, data: unknown): boolean => definitions[type] !== undefined && readSchema(definitions[type].fields).safeParse(data).success;
  const placeOf = ({ id, stream, revision, type }: RecordedEvent) => ({ log, event: id, stream, revision, type });

  /** The parts that open; the others are said. */
  function soundParts(event: RecordedEvent, keys: ReadonlyMap<string, LoadedKey>): SealedPart[] {
    return sealedPartsOf(event).filter((part) => {
      if (!keys.has(part.keyId)) return false;
      try {
        openParts(event, { keys, may: (each) => each === part });
        return true;
      } catch (error) {
        if (!(error instanceof PortFailure)) throw error;
        faults.add('PART_CHANGED', { ...placeOf(event), class: part.class });
        return false;
      }
    });
  }

  async function read(event: RecordedEvent, keys: ReadonlyMap<string, LoadedKey>): Promise<DomainEvent | undefined> {
    const sound = new Set(soundParts(event, keys));
    const asked = { find: async () => new Map(keys), forSealing: noKeys };
    const [found] = await readEvents([event], asked, { definitions, may: (part) => sound.has(part) });
    return found;
  }

  return async function check(event: RecordedEvent, keys: ReadonlyMap<string, LoadedKey>): Promise<void> {
    if (!Metadata.safeParse(event.metadata).success) return faults.add('EVENT_MISSHAPEN', placeOf(event));
    try {
      const found = await read(event, keys);
      eventDigestOf(event);
      if (!isOfItsShape(event.type, found?.data)) faults.add('EVENT_MISSHAPEN', placeOf(event));
      else if (!hasItsDigest(event)) faults.add('FIGURES_CHANGED', placeOf(event));
    } catch (error) {
      if (error instanceof NewerEvent) faults.add('EVENT_NEWER', placeOf(event));
      else if (error instanceof PortFailure || error instanceof TypeError) faults.add('EVENT_MISSHAPEN', placeOf(event)); // no part, or a field where none can be
      else throw error;
    }
  };
}

/** Figures that were released carry the digest of what was shown. */
function hasItsDigest({ type, data }: RecordedEvent): boolean {
  return type !== 'IndicatorReportPublished' || digestOf(data['indicators'] as Json) === data['contentDigest'];
}

function noKeys(): never {
  throw new Error('whoever verifies seals nothing');
}
