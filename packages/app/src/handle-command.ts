import type { StreamFacts } from '@amana/domain/aggregate';
import { parseBody } from '@amana/domain/command-body';
import { isAfter } from '@amana/domain/partial-date-time';
import { isRejection, reject } from '@amana/domain/rejection';
import type { EventStore, RecordedEvent } from '@amana/ports/event-store';
import { WrongRevision } from '@amana/ports/failures';
import type { Keyring } from '@amana/ports/keyring';
import { appendSurely, type Patience } from './append-surely.ts';
import type { AnyCommand, CommandOutcome, CommandRequest, StoredAnswer } from './command-request.ts';
import { isSameRequest } from './first-answer.ts';
import { instantOfDecision } from './instant-of-decision.ts';
import { makeEvents, type MakeEventsDeps } from './make-events.ts';
import { mayWrite } from './may-write.ts';
import { resolveContext, type ContextDeps } from './resolve-context.ts';
import { secretOf } from './secret-of.ts';
import { createStreamMemory, type StreamMemory } from './stream-memory.ts';
import { createStreamQueue } from './stream-queue.ts';
import { streamOf } from './stream-of.ts';

export type HandleCommandDeps = Omit<ContextDeps, 'memory'> &
  MakeEventsDeps &
  Patience & {
    readonly events: EventStore;
    readonly keyring: Keyring;
    readonly clock: { now(): { recordedAt: string; clock: 'ok' | 'unconfirmed' } };
    /** How long a command may take, repeats and the wait for others on its stream included. 10 s. */
    readonly timeoutMs?: number;
  };

const CLOCK_SKEW_MS = 5 * 60_000;
const LONG_STREAM = 5_000;
const TOO_LONG_STREAM = 10_000;

/**
 * One command, one append, one stream (design: handleCommand). What was acknowledged once is answered again before any other
 * question is asked; a refusal is not remembered. Throws only where a store or the keyring fails: nothing is acknowledged then.
 */
export function createCommandHandler(given: HandleCommandDeps) {
  const inTurn = createStreamQueue();
  const deps = { ...given, memory: createStreamMemory(given) };

  return function handleCommand(request: CommandRequest): Promise<CommandOutcome> {
    const command = request.command as unknown as AnyCommand;
    const stream = streamOf(command.on.kind, request.id, request.actor.agencyId);
    const deadline = deps.monotonic() + (deps.timeoutMs ?? 10_000); // waiting for others counts: whoever sent it has long gone
    return inTurn(stream, () => untilStored({ command, request, stream, deps }, deadline));
  };
}

type Task = { readonly command: AnyCommand; readonly request: CommandRequest; readonly stream: string; readonly deps: HandleCommandDeps & { readonly memory: StreamMemory } };

/** Another process may write between our read and our append: then everything is asked anew, until the deadline. */
async function untilStored(task: Task, deadline: number): Promise<CommandOutcome> {
  const { monotonic, sleep, random } = task.deps;
  for (let attempt = 1; monotonic() < deadline; attempt++) {
    try {
      return await once(task, deadline);
    } catch (error) {
      if (!(error instanceof WrongRevision)) throw error;
      await sleep(random() * Math.min(1_000, 5 * 2 ** attempt));
    }
  }
  return { outcome: 'conflict' };
}

async function once(task: Task, deadline: number): Promise<CommandOutcome> {
  const { command, request, stream, deps } = task;
  const known = await deps.memory.read(command.on, stream, command.opens);
  const before = await known.eventsOf(request.commandId);
  if (before.length > 0 && (await isSameRequest(before, request, deps.keys))) return answerOf(task, before);

  const state = await known.state();
  const permission = mayWrite(command, state, request);
  if (permission !== 'yes') return { outcome: permission };
  if (before.length > 0) return { outcome: 'key-reused' };
  return tooLong(task, known.length) ?? decideAndAppend(task, { state, newestTrusted: known.newestTrusted, deadline });
}

function tooLong({ stream, deps }: Task, events: number): CommandOutcome | undefined {
  if (events > TOO_LONG_STREAM) return { outcome: 'stream-too-long' };
  if (events > LONG_STREAM) deps.log.warn({ stream, events }, 'a stream is getting long');
  return undefined;
}

type Found = { readonly state: { stream: StreamFacts }; readonly newestTrusted: number; readonly deadline: number };

async function decideAndAppend(task: Task, { state, newestTrusted, deadline }: Found): Promise<CommandOutcome> {
  const { command, request, stream, deps } = task;
  const parsed = parseBody(command, request.body);
  if ('invalid' in parsed) return { outcome: 'invalid', error: parsed.invalid };
  const actual = state.stream.revision;
  if (request.ifMatch !== undefined && request.ifMatch !== actual) return { outcome: 'stale', actual };

  const time = deps.clock.now();
  const now = instantOfDecision(time, newestTrusted);
  const { body, frame } = parsed;
  const { occurredAt } = frame;
  if (isAfter(occurredAt, occurredAt.zone, Date.parse(now) + CLOCK_SKEW_MS))
    return { outcome: 'rejected', rejection: reject('OCCURRED_IN_FUTURE', {}, ['/occurredAt']) };

  const { actor, id, referralId } = request;
  const controller = state.stream.controller ?? command.controller(body, actor, id);
  const input = { body, frame, state, actor, now, id, referralId };
  const context = await resolveContext(command.context(input), controller, deps);
  const decision = command.decide({ ...input, context });
  if (isRejection(decision)) return { outcome: 'rejected', rejection: decision };

  const secret = await secretOf(task, { body, make: true });
  const events = await makeEvents({ command, request, state, frame, decision, controller, time }, deps);
  const stored = await appendSurely(deps.events, { stream, expected: actual, events }, { ...deps, deadline });
  const first = stored.revision - events.length + 1;
  return {
    outcome: 'stored',
    revision: stored.revision,
    events: events.map((event, i) => ({ id: event.id, type: event.type, revision: first + i })),
    position: stored.position,
    secret,
  };
}

/** The first answer again; a secret in it only as long as the caller's role may still ask for one. */
async function answerOf(task: Task, stored: readonly RecordedEvent[]): Promise<StoredAnswer> {
  const { command, request } = task;
  const last = stored.at(-1) as RecordedEvent;
  return {
    outcome: 'stored',
    revision: last.revision,
    events: stored.map(({ id, type, revision }) => ({ id, type, revision })),
    position: last.position,
    secret: command.roles.includes(request.actor.role) ? await secretOf(task, { body: request.body, make: false }) : undefined,
  };
}
