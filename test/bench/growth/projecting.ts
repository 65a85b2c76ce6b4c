import { join } from 'node:path';
import { createProjector } from '@amana/app/projector';
import { eventDefinitions as definitions } from '@amana/domain/catalogue';
import { caseList } from '@amana/domain/projections/case-list';
import { projectionName } from '@amana/domain/projections/projection';
import { createMemoryOutput } from '@amana/app/testing/embedded-alerts';
import type { EventStore } from '@amana/ports/event-store';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { createSqliteReadModelStore } from '@amana/store-embedded/sqlite-read-model-store';
import { createSqliteTopic } from '@amana/store-embedded/sqlite-topic';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import { alternate, type Limits } from '../alternate.ts';
import { inMemory } from '../distributed/in-memory.ts';
import { runToHead, sharesOf, type Run } from '../distributed/run-to-head.ts';
import { recorded, type Stored } from './copies.ts';
import { fillLog } from './fill-log.ts';

export type Orders = {
  /** As commands have written them. */
  readonly asMade: readonly Stored[];
  /** Each event of another stream than the five hundred before it. */
  readonly eachAnother: readonly Stored[];
  /** Two hundred cases at a time, event by event in turn. */
  readonly openCases: readonly Stored[];
};

/** The case list built anew by its projector over each order of the same events: events per second, and where the time went. */
export async function benchProjecting(folder: string, orders: Orders, limits: Limits) {
  const work = openWorkDatabase(join(folder, 'work.db'));
  const [rows, topic] = [createSqliteReadModelStore(work), createSqliteTopic(work, { backoffMs: () => 1 })];
  const store = (name: string, events: readonly Stored[]): EventStore & { close(): void } => {
    const path = join(folder, `${name}.db`);
    fillLog(path, [events]);
    return createSqliteEventStore({ path, readOnly: true });
  };
  const stores = { asMade: store('as-made', orders.asMade), eachAnother: store('each-another', orders.eachAnother) };
  const memory = (events: readonly Stored[]): EventStore => inMemory(recorded(events), stores.asMade);
  const [ofAsMade, ofOpenCases] = [memory(orders.asMade), memory(orders.openCases)];
  const runs = new Map<string, Run[]>();

  const project = (name: string, events: EventStore) => async (): Promise<number> => {
    await rows.drop(projectionName(caseList));
    const deps = { events, rows, log: { logId: 'bench', era: 'bench', purpose: 'training' as const }, output: createMemoryOutput(), definitions };
    const wait = { idleMs: 1, backoffMs: () => 1, sleep: async () => undefined };
    const run = await runToHead({ ...deps, topic }, (ports) => createProjector(caseList, { ...deps, ...wait, ...ports }));
    runs.set(name, [...(runs.get(name) ?? []), run]);
    return (orders.asMade.length * 1_000) / run.ms;
  };
  try {
    const figures = await alternate(
      {
        parse: rated(() => parsed(orders.asMade).length),
        pages: async () => perSecond(await timed(() => pagesOf(stores.asMade))),
        rebuild: project('rebuild', stores.asMade),
        rebuildFromMemory: project('rebuildFromMemory', ofAsMade),
        eachAnother: project('eachAnother', stores.eachAnother),
        openCases: project('openCases', ofOpenCases),
      },
      limits,
    );
    return { figures, shares: new Map([...runs].map(([name, all]) => [name, sharesOf(all.slice(1))])) };
  } finally {
    for (const opened of [stores.asMade, stores.eachAnother, work]) opened.close();
  }
}

type Timed = { readonly units: number; readonly ms: number };

async function timed(work: () => number | Promise<number>): Promise<Timed> {
  const began = performance.now();
  const units = await work();
  return { units, ms: performance.now() - began };
}

const perSecond = ({ units, ms }: Timed): number => (units * 1_000) / ms;
const rated = (work: () => number) => async (): Promise<number> => perSecond(await timed(work));

const parsed = (events: readonly Stored[]): unknown[] => events.map(({ data, metadata }) => [JSON.parse(data), JSON.parse(metadata)]);

async function pagesOf(store: EventStore): Promise<number> {
  let events = 0;
  let after: bigint | undefined;
  for (let atHead = false; !atHead; ) {
    const page = await store.readLog(after, { limit: 500 });
    [after, atHead, events] = [page.next, page.atHead, events + page.events.length];
  }
  return events;
}

/** Event by event in turn, of so many streams at a time. */
export function inTurns(events: readonly Stored[], streamsAtATime: number): Stored[] {
  const streams = [...Map.groupBy(events, ({ stream }) => stream).values()];
  const turns: Stored[] = [];
  for (let first = 0; first < streams.length; first += streamsAtATime) {
    const open = streams.slice(first, first + streamsAtATime);
    const longest = Math.max(...open.map(({ length }) => length));
    for (let n = 0; n < longest; n++) turns.push(...open.flatMap((own) => own[n] ?? []));
  }
  return turns;
}

export const justCases = (events: readonly Stored[]): Stored[] => events.filter(({ stream }) => stream.startsWith('case-'));
