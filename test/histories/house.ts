import type { CommandOutcome, CommandRequest } from '@amana/app/command-request';
import type { StreamFacts, StreamKind } from '@amana/domain/aggregate';
import type { DomainEvent } from '@amana/domain/event-definition';

/** An event with all that was sealed in it opened, where it stands in the log. */
export type LogEvent = DomainEvent & { readonly stream: string };

/** What takes the commands of a history: the real handler over a store, or the pure rules alone. */
export type House = {
  give(request: CommandRequest): Promise<CommandOutcome>;
  /** The fold of a stream, opened. `id` as in a request. */
  fold(kind: StreamKind, id: string): { readonly stream: StreamFacts };
  /** The same by the stream's name, as it was kept event by event. */
  stateOf(stream: string): { readonly stream: StreamFacts } | undefined;
  /** All events so far, in the order of the log. */
  log(): readonly LogEvent[];
  readonly clock: { now(): string; jump(ms: number): void; confirm(): void };
  /** Brings the read models up to the log, where there are any. */
  project(): Promise<void>;
  /** The answers to the questions of I-04, I-50 and I-52 are those of this moment, never late. */
  readonly exact: boolean;
};
