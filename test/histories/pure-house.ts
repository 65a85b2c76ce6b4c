import type { AnyCommand, CommandRequest } from '@amana/app/command-request';
import { mayWrite } from '@amana/app/may-write';
import { streamOf } from '@amana/app/stream-of';
import type { StreamFacts } from '@amana/domain/aggregate';
import { aggregates } from '@amana/domain/catalogue';
import { parseBody } from '@amana/domain/command-body';
import type { StreamRequest } from '@amana/domain/context-request';
import type { Decision } from '@amana/domain/decision';
import type { Frame } from '@amana/domain/command-frame';
import { isAfter } from '@amana/domain/partial-date-time';
import { isRejection, reject } from '@amana/domain/rejection';
import { writtenSchema } from '@amana/domain/field-schemas';
import { agencies, idOf } from './cast.ts';
import { answersFrom } from './exact-answers.ts';
import type { House, LogEvent } from './house.ts';
import { createHouseClock } from './house-clock.ts';

const SKEW_MS = 5 * 60_000;
type State = { readonly stream: StreamFacts };

/** The rules alone, in memory: decide and fold, with answers about other streams that are those of this very moment. For depth. */
export function createPureHouse(): House {
  const clock = createHouseClock();
  const log: LogEvent[] = [];
  const states = new Map<string, State>();
  const keptOrInitial = (of: AnyCommand['on'], stream: string): State => states.get(stream) ?? of.initial(stream);

  function contextOf(requests: ReturnType<AnyCommand['context']>, controller: string): Record<string, unknown> {
    const stream = (request: StreamRequest): unknown => {
      const name = typeof request.stream === 'string' ? request.stream : streamOf('person', request.stream.personId, controller);
      const state = states.get(name);
      return state === undefined || (request.namers === 'controller' && state.stream.controller !== controller) ? undefined : state;
    };
    const answers = answersFrom(log, states);
    return Object.fromEntries(
      Object.entries(requests).map(([name, request]) => {
        if (request === undefined) return [name, undefined];
        return [name, request.kind === 'stream' ? stream(request) : (answers[request.name]?.(request.params) ?? 'unchecked')];
      }),
    );
  }

  type Decided = { request: CommandRequest; command: AnyCommand; state: State; frame: Frame; decision: Decision; controller: string; time: ReturnType<typeof clock.read> };

  function store({ request, command, state, frame, decision, controller, time }: Decided): LogEvent[] {
    const { stream } = state;
    const from = stream.revision === 'no-stream' ? 0 : stream.revision + 1;
    const { onBehalfOf: _none, ...actor } = request.actor;
    const added = decision.events.map(({ type, data }, i): LogEvent => {
      const definition = command.on.events[type];
      if (definition === undefined) throw new Error(`${command.name} made a ${type}`);
      const said = JSON.parse(JSON.stringify(writtenSchema(definition.fields).parse(JSON.parse(JSON.stringify(data))))) as LogEvent['data'];
      const { legalBasis = [], grants = [], ...framed } = frame;
      const metadata: LogEvent['metadata'] = {
        schemaVersion: definition.version,
        controller,
        ...time,
        actor,
        commandId: request.commandId,
        commandIndex: [i, decision.events.length],
        correlationId: request.commandId,
        rules: [...decision.rules],
        consentIds: [...decision.consentIds],
        ...framed,
        legalBasis,
        grants,
      };
      return { id: idOf('e000', log.length + i + 1), stream: stream.name, revision: from + i, type, data: said, metadata };
    });
    log.push(...added);
    states.set(stream.name, added.reduce(command.on.evolve, state));
    return added;
  }

  const answerOf = (events: readonly LogEvent[]) => ({
    outcome: 'stored' as const,
    revision: events.at(-1)?.revision ?? 0,
    events: events.map(({ id, type, revision }) => ({ id, type, revision })),
    position: BigInt(log.findIndex(({ id }) => id === events.at(-1)?.id)),
    secret: undefined,
  });

  function give(request: CommandRequest): ReturnType<typeof answerOf> | Awaited<ReturnType<House['give']>> {
    const command = request.command as unknown as AnyCommand;
    const name = streamOf(command.on.kind, request.id, request.actor.agencyId);
    const state = keptOrInitial(command.on, name);
    const permission = mayWrite(command, state, request);
    if (permission !== 'yes') return { outcome: permission };
    if (log.some(({ stream, metadata }) => stream === name && metadata.commandId === request.commandId)) return { outcome: 'key-reused' };
    const parsed = parseBody(command, request.body);
    if ('invalid' in parsed) return { outcome: 'invalid', error: parsed.invalid };
    const actual = state.stream.revision;
    if (request.ifMatch !== undefined && request.ifMatch !== actual) return { outcome: 'stale', actual };
    const time = clock.read();
    const { body, frame } = parsed;
    const { occurredAt } = frame;
    if (isAfter(occurredAt, occurredAt.zone, Date.parse(time.recordedAt) + SKEW_MS)) return { outcome: 'rejected', rejection: reject('OCCURRED_IN_FUTURE') };
    const { actor, id, referralId } = request;
    const controller = state.stream.controller ?? command.controller(body, actor, id);
    const input = { body, frame, state, actor, now: time.recordedAt, id, referralId };
    const decision = command.decide({ ...input, context: contextOf(command.context(input), controller) });
    if (isRejection(decision)) return { outcome: 'rejected', rejection: decision };
    return answerOf(store({ request, command, state, frame, decision, controller, time }));
  }

  return {
    give: async (request) => give(request),
    fold: (kind, id) => keptOrInitial(aggregates[kind], streamOf(kind, id, agencies.own)),
    stateOf: (stream) => states.get(stream),
    log: () => log,
    clock,
    project: async () => undefined,
    exact: true,
  };
}
