import type { AnyFact } from '@amana/domain/event-definition';
import type { EventStore, NewEvent } from '@amana/ports/event-store';
import { v7 } from 'uuid';
import { frame } from './some-bodies.ts';

type Stored = { readonly agencyId: string; readonly recordedAt: string };

/** A new stream of these facts, as commands of a clock that was trusted would have stored them then. Only facts without sealed fields. */
export async function storeFacts(events: EventStore, stream: string, { facts, agencyId, recordedAt }: Stored & { readonly facts: readonly AnyFact[] }): Promise<void> {
  const stored = facts.map(({ type, data }): NewEvent => {
    const commandId = v7();
    const actor = { userId: 'user-caseworker-1', role: 'CASEWORKER', agencyId };
    const lists = { rules: [], legalBasis: [], consentIds: [], grants: [] };
    const metadata = { schemaVersion: 1, controller: agencyId, ...frame, recordedAt, clock: 'ok', actor, commandId, commandIndex: [0, 1], correlationId: commandId, ...lists };
    return { id: v7(), type, data: data as NewEvent['data'], metadata };
  });
  await events.append(stream, 'no-stream', stored);
}
