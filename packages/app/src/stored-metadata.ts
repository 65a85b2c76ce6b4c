import type { Metadata } from '@amana/domain/metadata';
import type { RecordedEvent } from '@amana/ports/event-store';

/** Only this system writes to its log; `Metadata` of a command's events is checked when they are made, that of the system's own by its type: reading trusts it. */
export const metadataOf = (event: Pick<RecordedEvent, 'metadata'>): Metadata => event.metadata as unknown as Metadata;
