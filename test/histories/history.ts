import { fold, idOfStream, kindOfStream, type Aggregate, type StreamFacts, type StreamKind } from '@amana/domain/aggregate';
import type { AgencyState } from '@amana/domain/agency/state';
import type { CaseFold } from '@amana/domain/case/state';
import { aggregates } from '@amana/domain/catalogue';
import { isChildAt } from '@amana/domain/person/age';
import type { PersonState } from '@amana/domain/person/state';
import { streamOf } from '@amana/app/stream-of';
import type { LogEvent } from './house.ts';
import type { Given } from './play-history.ts';

type States = ReadonlyMap<string, { readonly stream: StreamFacts }>;

/** An event, and what was so before it: in its stream, and in the whole log. */
export type Moment = {
  readonly event: LogEvent;
  /** Earlier events of the same stream. */
  readonly before: readonly LogEvent[];
  /** Earlier events of the whole log. */
  readonly logBefore: readonly LogEvent[];
  /** All events of the command that made it. */
  readonly command: readonly LogEvent[];
  /** Folds of all streams before the command that made it. */
  readonly statesBefore: States;
  /** Its case before the command, and after its last event. Of an event of another stream: initial. */
  readonly case: CaseFold;
  readonly caseAfter: CaseFold;
  /** The case's person before the command, and whether the person counted as a child when it happened. */
  readonly person: PersonState | undefined;
  readonly isChild: boolean;
  readonly agency: (id: unknown) => AgencyState | undefined;
};

export type History = { readonly moments: readonly Moment[]; readonly given: readonly Given[]; readonly exact: boolean };

const aggregateOf = (stream: string): Aggregate | undefined => aggregates[kindOfStream(stream) as StreamKind];

/** Folds a log once, and keeps what was so at each of its events. */
export function historyOf(log: readonly LogEvent[], given: readonly Given[], exact: boolean): History {
  const commands = Map.groupBy(log, ({ stream, metadata }) => `${stream} ${metadata.commandId}`);
  let states: States = new Map();
  let statesBefore = states;
  let command: readonly LogEvent[] = [];
  const moments = log.map((event, i): Moment => {
    const own = commands.get(`${event.stream} ${event.metadata.commandId}`) ?? [];
    if (own !== command) [command, statesBefore] = [own, states];
    const of = aggregateOf(event.stream);
    if (of !== undefined) states = new Map([...states, [event.stream, of.evolve(states.get(event.stream) ?? of.initial(event.stream), event)]]);
    return momentOf({ event, i, log, command, statesBefore });
  });
  return { moments, given, exact };
}

type Place = { event: LogEvent; i: number; log: readonly LogEvent[]; command: readonly LogEvent[]; statesBefore: States };

function momentOf({ event, i, log, command, statesBefore }: Place): Moment {
  const { occurredAt, recordedAt, controller } = event.metadata;
  const name = kindOfStream(event.stream) === 'case' ? event.stream : 'case-none';
  const state = (statesBefore.get(name) ?? aggregates.case.initial(name)) as CaseFold;
  const { personId } = state.identification;
  const person = personId === undefined ? undefined : (statesBefore.get(streamOf('person', personId, controller)) as PersonState | undefined);
  const before = (): readonly LogEvent[] => log.slice(0, i);
  return {
    event,
    get before() {
      return before().filter(({ stream }) => stream === event.stream);
    },
    get logBefore() {
      return before();
    },
    command,
    statesBefore,
    case: state,
    get caseAfter() {
      return command.reduce((folded, each) => aggregates.case.evolve(folded, each), state as { stream: StreamFacts }) as CaseFold;
    },
    person,
    isChild: isChildAt(person, occurredAt, recordedAt),
    agency: (id) => statesBefore.get(`agency-${String(id)}`) as AgencyState | undefined,
  };
}

/** The streams of a log, each folded anew. */
export const foldAll = (log: readonly LogEvent[]): Map<string, { readonly stream: StreamFacts }> =>
  new Map(
    [...Map.groupBy(log, ({ stream }) => stream)].flatMap(([stream, events]): [string, { stream: StreamFacts }][] => {
      const of = aggregateOf(stream);
      return of === undefined ? [] : [[stream, fold(of, stream, events)]];
    }),
  );

export const idOfCase = ({ event }: Moment): string => idOfStream(event.stream);
