import { randomBytes } from 'node:crypto';
import { allProjections } from '@amana/app/all-projections';
import type { AnyCommand, CommandRequest } from '@amana/app/command-request';
import { createCommandHandler, type HandleCommandDeps } from '@amana/app/handle-command';
import { openLog } from '@amana/app/open-log';
import { readEvents } from '@amana/app/read-event';
import { contextQueries } from '@amana/app/reading/context-queries';
import { streamOf } from '@amana/app/stream-of';
import { bringUp } from '@amana/app/testing/bring-up';
import type { StreamFacts } from '@amana/domain/aggregate';
import { aggregates, eventDefinitions as definitions } from '@amana/domain/catalogue';
import type { Decision } from '@amana/domain/decision';
import { releases } from '@amana/domain/projections/releases';
import { isRejection } from '@amana/domain/rejection';
import type { EventStore } from '@amana/ports/event-store';
import type { Keyring } from '@amana/ports/keyring';
import type { ReadModelStore } from '@amana/ports/read-model-store';
import { createKeys } from '@amana/privacy/subject-keys';
import { bytesOf } from '../testing/seed.ts';
import { agencies, idOf } from './cast.ts';
import type { House, LogEvent } from './house.ts';
import { createHouseClock, type HouseClock } from './house-clock.ts';

export type Stores = { readonly events: EventStore; readonly access: EventStore; readonly rows: ReadModelStore; readonly keyring: Keyring };

type Circumstances = {
  readonly clock?: HouseClock;
  /** A new handler for each command, as after a restart: nothing that was folded before is remembered. */
  readonly forgetful?: boolean;
};

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined };

/** Of each size a sequence of its own: a secret that the keyring has already is not drawn, and MUST NOT change the nonces after it. */
function bytesInTurn(): (size: number) => Uint8Array {
  const drawn = new Map<number, number>();
  return (size) => {
    const nth = (drawn.get(size) ?? 0) + 1;
    drawn.set(size, nth);
    return bytesOf(size, 'histories', nth);
  };
}

/** The real handler over real stores, sealing on. Ids, nonces and times follow from what was done: two such houses make the same events. */
export async function createRealHouse({ events, access, rows, keyring }: Stores, { clock = createHouseClock(), forgetful = false }: Circumstances = {}) {
  const keys = createKeys({ keyring, randomBytes, now: () => 0 });
  let made = 0;
  const newId = (): string => idOf('e000', ++made);
  const log = await openLog('training', { events, newId, clock: { now: clock.read } });
  const deps = { events, rows, keys, definitions };
  const bring = async (projection: (typeof allProjections)[number]): Promise<void> => bringUp(projection, { ...deps, log, output: quiet });
  const queries = contextQueries({ ...deps, caseloadLimit: 1, era: () => log.era, sleep: () => bring(releases) });
  const handlerDeps: HandleCommandDeps = {
    ...deps,
    keyring,
    queries,
    log: quiet,
    randomBytes: bytesInTurn(),
    newEventId: newId,
    monotonic: () => 0,
    sleep: async () => undefined,
    random: () => 0,
    clock: { now: clock.read },
  };
  const remembering = createCommandHandler(handlerDeps);
  const handle = (request: CommandRequest) => (forgetful ? createCommandHandler(handlerDeps) : remembering)(request);

  const states = new Map<string, { readonly stream: StreamFacts }>();
  const all: LogEvent[] = [];
  const opened = async (stream: string, from: number): Promise<LogEvent[]> =>
    (await readEvents((await events.readStream(stream, { from })).events, keys, { definitions, may: () => true })).map((event) => ({ ...event, stream }));

  /** What was decided last: the events before they were sealed. */
  let decided: Decision | undefined;
  function overheard({ command, ...request }: CommandRequest): CommandRequest {
    const heard = command as unknown as AnyCommand;
    const decide: AnyCommand['decide'] = (input) => {
      const decision = heard.decide(input);
      decided = isRejection(decision) ? undefined : decision;
      return decision;
    };
    return { ...request, command: { ...heard, decide } as unknown as CommandRequest['command'] };
  }

  return {
    stores: { events, access, rows, keyring },
    keys,
    logId: log,
    opened,
    /** Of the last command that was given: undefined where nothing was decided, or a rejection. */
    decided: () => decided,
    give: async (request: CommandRequest) => {
      decided = undefined;
      const outcome = await handle(overheard(request));
      const { kind } = request.command.on;
      const stream = streamOf(kind, request.id, request.actor.agencyId);
      const state = states.get(stream) ?? aggregates[kind].initial(stream);
      if (outcome.outcome === 'stored' && outcome.revision > (state.stream.revision === 'no-stream' ? -1 : state.stream.revision)) {
        const added = await opened(stream, outcome.revision + 1 - outcome.events.length);
        all.push(...added);
        states.set(stream, added.reduce(aggregates[kind].evolve, state));
      }
      return outcome;
    },
    fold: (kind, id) => {
      const stream = streamOf(kind, id, agencies.own);
      return states.get(stream) ?? aggregates[kind].initial(stream);
    },
    stateOf: (stream: string) => states.get(stream),
    log: () => all,
    clock,
    project: async () => {
      for (const projection of allProjections) await bring(projection);
    },
    exact: false,
  } satisfies House & Record<string, unknown>;
}

export type RealHouse = Awaited<ReturnType<typeof createRealHouse>>;
