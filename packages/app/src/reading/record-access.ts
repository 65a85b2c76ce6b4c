import { accessFact } from '@amana/domain/access/events';
import type { AccessPurpose } from '@amana/domain/code-lists/cl-58-access-purpose';
import type { SealedClass } from '@amana/domain/field-tree';
import type { EventStore, NewEvent } from '@amana/ports/event-store';
import { StoreUnavailable, WrongRevision } from '@amana/ports/failures';
import type { OpenLog } from '../open-log.ts';
import type { createStreamQueue } from '../stream-queue.ts';
import { systemEvent, type SystemStamp } from '../system-event.ts';

export type Reader = { readonly userId: string; readonly role: string; readonly agencyId: string };

export type AccessDeps = {
  /** The log of reads: a store of its own, because reads are most of the volume and are kept for another time. */
  readonly access: EventStore;
  readonly log: Pick<OpenLog, 'logId'>;
  readonly newId: () => string;
  readonly clock: { now(): SystemStamp['time'] };
  /** Of `createStreamQueue`: who opens a page with twenty requests at once is served in turn, and not refused. */
  readonly inTurn: ReturnType<typeof createStreamQueue>;
};

export type Access = {
  readonly reader: Reader;
  readonly purpose: AccessPurpose;
  readonly view: string;
  /** Streams whose persons are shown; a list names those of its page. */
  readonly streams: readonly string[];
  readonly classes: readonly SealedClass[];
};

const TRIES = 10;

/**
 * Says who reads what, and why, before anything is opened (DP-05, DP-12): if this fails, nothing may be shown. One stream for each
 * reader and day, so hardly ever two writers. Throws what the store throws.
 */
export async function recordAccess({ reader, ...read }: Access, deps: AccessDeps): Promise<void> {
  const time = deps.clock.now();
  const stream = `access-${reader.userId}-${time.recordedAt.slice(0, 10).replaceAll('-', '')}`;
  const fact = accessFact('RecordAccessed', { ...reader, ...read, streams: [...read.streams], classes: [...read.classes] });
  const event = systemEvent(fact, { id: deps.newId(), logId: deps.log.logId, time });
  await deps.inTurn(stream, () => appendAtHead(stream, event, deps.access));
}

async function appendAtHead(stream: string, event: NewEvent, access: EventStore): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const { head } = await access.readStream(stream, { from: 0, limit: 1 });
    try {
      await access.append(stream, head, [event]);
      return;
    } catch (error) {
      if (!(error instanceof WrongRevision)) throw error;
      if (attempt === TRIES)
        throw new StoreUnavailable('others keep writing to the record of this reader', { written: 'no', cause: error });
    }
  }
}
