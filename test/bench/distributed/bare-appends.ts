import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type { NewEvent } from '@amana/ports/event-store';

/** One append to a new stream. */
export type Append = (events: readonly NewEvent[]) => Promise<unknown>;

export type BareAppends = {
  readonly unary: Append;
  readonly batch: Append;
  /** The least that a command does: reads this stream, then appends. */
  readonly readAndAppend: (stream: string) => Append;
  close(): Promise<void>;
};

/** The client and nothing around it. Credentials make it take its unary path; without them appends share the BatchAppend call. */
export function openBareAppends(url: string): BareAppends {
  const client = EventStoreDBClient.connectionString(`${url}&keepAliveInterval=30001`); // with other settings, or it would share the adapter's connection
  const [, username = 'nobody', password = 'nobody'] = /\/\/([^:@/]+):([^@/]*)@/.exec(url)?.map(decodeURIComponent) ?? [];
  const append =
    (more: object): Append =>
    (events) =>
      client.appendToStream(
        `bench-${randomUUID()}`,
        events.map(({ type, data, metadata }) => jsonEvent({ id: randomUUID(), type, data, metadata })),
        { expectedRevision: 'no_stream', ...more },
      );
  const unary = append({ credentials: { username, password } });
  return {
    unary,
    batch: append({}),
    readAndAppend: (stream) => async (events) => {
      for await (const _ of client.readStream(stream, { direction: 'forwards' }));
      await unary(events);
    },
    close: () => client.dispose(),
  };
}
