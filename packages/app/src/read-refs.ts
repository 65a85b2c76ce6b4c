import type { DomainEvent } from '@amana/domain/event-definition';
import type { SealedRef } from '@amana/domain/projections/projection';
import type { RecordedEvent } from '@amana/ports/event-store';
import type { Keys } from '@amana/privacy/subject-keys';
import { readEvents, type ReadOptions } from './read-event.ts';

/** Opens what rows carry on of events: their place, their clear fields and their sealed parts. In the order given. */
export function readRefs(refs: readonly SealedRef[], keys: Keys, options: ReadOptions): Promise<DomainEvent[]> {
  return readEvents(refs.map(recorded), keys, options);
}

/** Revision and position are not kept in rows: nothing that opens a part depends on them. */
const recorded = ({ id, stream, type, schemaVersion, clear, sealed }: SealedRef): RecordedEvent => ({
  id,
  stream,
  type,
  revision: 0,
  position: 0n,
  data: { ...clear, sealed },
  metadata: { schemaVersion },
});
