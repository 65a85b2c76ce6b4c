import type { Command, CommandActor } from '@amana/domain/command-definition';
import type { StreamFacts } from '@amana/domain/aggregate';
import type { InvalidBody } from '@amana/domain/command-body';
import type { Rejection } from '@amana/domain/rejection';

export type CommandRequest = {
  readonly command: Command<never>;
  /** The id of the path: the uuid of the stream, or the id that the client gave a person. */
  readonly id: string;
  /** As received: the digest is made from it, before any default. */
  readonly body: unknown;
  /** The `Idempotency-Key`: within its stream, one command. */
  readonly commandId: string;
  readonly actor: CommandActor & { readonly onBehalfOf?: string | undefined };
  readonly ifMatch?: number | undefined;
  readonly correlationId?: string | undefined;
  readonly causationId?: string | undefined;
  /** Set where a partner came through its own referral: `id` is then the case's. */
  readonly referralId?: string | undefined;
};

export type StoredAnswer = {
  readonly outcome: 'stored';
  /** Revision of the last event of the command. */
  readonly revision: number;
  readonly events: readonly { readonly id: string; readonly type: string; readonly revision: number }[];
  /** Place of the last one in the log. */
  readonly position: bigint;
  /** The new secret of an endpoint, where the command makes one: shown to whoever sent the command, and in no event. */
  readonly secret: Uint8Array | undefined;
};

export type CommandOutcome =
  | StoredAnswer
  | { readonly outcome: 'rejected'; readonly rejection: Rejection }
  | { readonly outcome: 'invalid'; readonly error: InvalidBody['invalid'] }
  /** The role may not give this command, or not to this stream. */
  | { readonly outcome: 'forbidden' }
  /** No such stream, or one of another agency. */
  | { readonly outcome: 'not-found' }
  /** The key was used for another request, or by somebody else. */
  | { readonly outcome: 'key-reused' }
  /** `If-Match` named another revision; `actual` is where the stream stands. */
  | { readonly outcome: 'stale'; readonly actual: number | 'no-stream' }
  /** Others kept writing until the deadline. */
  | { readonly outcome: 'conflict' }
  | { readonly outcome: 'stream-too-long' };

export type AnyCommand = Command<{ stream: StreamFacts }>;
