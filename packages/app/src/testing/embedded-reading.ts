import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fold, idOfStream, kindOfStream, type StreamKind } from '@amana/domain/aggregate';
import { aggregates, eventDefinitions as definitions } from '@amana/domain/catalogue';
import type { CommandActor } from '@amana/domain/command-definition';
import type { AnyFact } from '@amana/domain/event-definition';
import type { ZonedDateTime } from '@amana/domain/partial-date-time';
import type { Projection } from '@amana/domain/projections/projection';
import { releases } from '@amana/domain/projections/releases';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { createSqliteReadModelStore } from '@amana/store-embedded/sqlite-read-model-store';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import { v7 } from 'uuid';
import { allProjections } from '../all-projections.ts';
import type { AnyCommand } from '../command-request.ts';
import { makeEvents } from '../make-events.ts';
import { openLog } from '../open-log.ts';
import { readSealed } from '../read-event.ts';
import { contextQueries } from '../reading/context-queries.ts';
import type { ContextQueries } from '../resolve-context.ts';
import { bringUp } from './bring-up.ts';
import { createMemoryOutput } from './embedded-alerts.ts';
import { AGENCY, caseworker, createEmbeddedApp, today } from './embedded-app.ts';

/** What is waited for comes between two calls of a test, or not at all. */
const sleep = async () => undefined;

/** The app is made before the rows that answer it, so the names of the questions stand here. */
const asked = ['open-cases-of-person', 'caseload', 'centre-occupancy', 'centre-stock', 'release-figures', 'released-periods', 'grants-of-code'];
const CASELOAD_LIMIT = 40;

export type Told = {
  readonly controller?: string;
  readonly actor?: CommandActor;
  /** A day in Niamey, or a whole time. */
  readonly on?: string | ZonedDateTime;
  readonly recordedAt?: string;
  readonly clock?: 'ok' | 'unconfirmed';
  readonly grants?: string[];
  readonly corrects?: string;
  readonly consentIds?: readonly string[];
  readonly newEventId?: () => string;
};

/** The real stores with what readers need: the log, the log of reads, and the rows that the real projectors make. Histories come from facts. */
export async function createEmbeddedReading() {
  const ask = (name: string) => [name, async (params: Parameters<ContextQueries[string]>[0]) => queries[name]?.(params)] as const;
  const app = createEmbeddedApp({ queries: Object.fromEntries(asked.map(ask)) });
  const access = createSqliteEventStore({ path: join(app.folder, 'access.db') });
  const work = openWorkDatabase(join(app.folder, 'work.db'));
  const rows = createSqliteReadModelStore(work);
  const output = createMemoryOutput();
  let now = '2022-06-15T12:00:00.000Z';
  const clock = { now: () => ({ recordedAt: now, clock: 'ok' as const }) };
  const log = await openLog('training', { events: app.store, newId: () => v7(), clock });
  const queries = contextQueries({
    events: app.store,
    keys: app.keys,
    definitions,
    rows,
    caseloadLimit: CASELOAD_LIMIT,
    era: () => log.era,
    sleep: () => project([releases]), // a command that waits for the releases waits for a projector that runs
  });

  /** Appends facts to a stream as a command of its aggregate would store them: sealed, with metadata. */
  async function tell(stream: string, facts: readonly AnyFact[], told: Told = {}): Promise<void> {
    const {
      on = today,
      actor = caseworker,
      controller = AGENCY,
      recordedAt = '2022-06-15T10:00:00.000Z',
      clock: trust = 'ok',
      grants = [],
    } = told;
    const of = aggregates[kindOfStream(stream) as StreamKind];
    const { events, head } = await app.store.readStream(stream);
    const state = fold(
      of,
      stream,
      events.map((event) => readSealed(event, definitions)),
    );
    const occurredAt: ZonedDateTime = typeof on === 'string' ? { value: on, precision: 'day', zone: 'Africa/Niamey' } : on;
    const decided = {
      command: { name: 'Tell', on: of } as unknown as AnyCommand,
      request: { command: { name: 'Tell' } as never, id: idOfStream(stream), body: {}, commandId: v7(), actor },
      state,
      frame: { occurredAt, grants, ...(told.corrects === undefined ? {} : { corrects: told.corrects }) },
      decision: { events: facts, rules: [], consentIds: told.consentIds ?? [] },
      controller,
      time: { recordedAt, clock: trust },
    };
    await app.store.append(
      stream,
      head,
      await makeEvents(decided, { keys: app.keys, randomBytes, newEventId: told.newEventId ?? (() => v7()) }),
    );
  }

  /** Brings projections up to the head of the log, and stops them again. */
  async function project(only: readonly Projection[] = allProjections): Promise<void> {
    for (const projection of only) await bringUp(projection, { events: app.store, rows, log, output, definitions });
  }

  return {
    app,
    log,
    output,
    tell,
    project,
    setNow: (iso: string) => {
      now = iso;
    },
    queries,
    deps: { events: app.store, access, rows, keys: app.keys, log, clock, definitions, sleep, newId: () => v7(), era: () => log.era },
    /** What was recorded of who read. */
    readings: async () => (await access.readLog(undefined, { limit: 1_000 })).events.map(({ data }) => data),
    close: () => {
      work.close();
      access.close();
      app.close();
    },
  };
}

export type EmbeddedReading = Awaited<ReturnType<typeof createEmbeddedReading>>;
