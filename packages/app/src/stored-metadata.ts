import type { Metadata } from '@amana/domain/metadata';
import type { RecordedEvent } from '@amana/ports/event-store';

/** Only this system writes to its log, and `Metadata` is checked when an event is made: reading trusts it. */
export const metadataOf = (event: Pick<RecordedEvent, 'metadata'>): Metadata => event.metadata as unknown as Metadata;
