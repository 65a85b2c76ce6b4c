import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { EventStore, NewEvent } from '@amana/ports/event-store';
import { createSqliteEventStore, type SqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { alternate, type Limits } from '../alternate.ts';
import { openDiskProbe } from '../disk-probe.ts';
import { during, type Work } from '../rate.ts';

const SLICE_MS = 600;
const TOGETHER = 50;
const NEW_CASES = 1_000;
/** Coprime to any number of streams of ours: goes to all of them, far from each other. */
const STRIDE = 1_000_003;

/** A log on the disk, and its streams of cases. */
export type FilledLog = {
  readonly path: string;
  readonly events: number;
  /** Bytes of their texts. */
  readonly payload: number;
  readonly cases: number;
  readonly caseAt: (n: number) => CaseStream;
};

export type CaseStream = { readonly stream: string; readonly head: number | 'no-stream' };

export type LogGrowthOptions = {
  readonly folder: string;
  readonly small: FilledLog;
  readonly full: FilledLog;
  /** What is appended. */
  readonly event: NewEvent;
  /** Texts of events as they stand in the logs. */
  readonly texts: readonly string[];
  readonly limits: Limits;
};

const slice = (work: Work) => during(SLICE_MS, work);

/** Appends to streams that are known, one after the other in steps over the whole log. */
function appendsTo(store: EventStore, { event, caseAt, cases }: Pick<FilledLog, 'caseAt' | 'cases'> & { event: NewEvent }) {
  const heads = new Map<string, number | 'no-stream'>();
  let count = 0;
  const append = async (): Promise<void> => {
    const { stream, head } = caseAt((count++ * STRIDE) % cases);
    heads.set(stream, (await store.append(stream, heads.get(stream) ?? head, [event])).revision);
  };
  const one: Work = async () => {
    await append();
    return 1;
  };
  const group: Work = async () => {
    await Promise.all(Array.from({ length: TOGETHER }, append));
    return TOGETHER;
  };
  return { one, group };
}

const newCase = (n: number): CaseStream => ({ stream: `case-new-${n}`, head: 'no-stream' });

/** Appends, 50 together and alone: to an empty log, and to old and new cases of a log that is full. */
export async function benchGrownAppends({ folder, small, full, event, limits }: LogGrowthOptions) {
  const stores = [join(folder, 'empty.db'), small.path, full.path].map((path) => createSqliteEventStore({ path }));
  const [empty, tenth, whole] = stores as [SqliteEventStore, SqliteEventStore, SqliteEventStore];
  const probe = openDiskProbe(folder);
  const toNew = { event, caseAt: newCase, cases: NEW_CASES };
  const toEmpty = appendsTo(empty, toNew);
  const [toSmall, toOld, toNewOfFull] = [appendsTo(tenth, { event, ...small }), appendsTo(whole, { event, ...full }), appendsTo(whole, toNew)];
  try {
    return await alternate(
      {
        probe: slice(probe.work),
        empty: slice(toEmpty.group),
        small: slice(toSmall.group),
        old: slice(toOld.group),
        new: slice(toNewOfFull.group),
        emptyAlone: slice(toEmpty.one),
        smallAlone: slice(toSmall.one),
        oldAlone: slice(toOld.one),
      },
      limits,
    );
  } finally {
    probe.close();
    for (const store of stores) store.close();
  }
}

/** Events per second: one stream after the other in steps over the log, and the log from its start to its end. */
export async function benchGrownReads({ small, full, texts, limits }: LogGrowthOptions) {
  const stores = [small, full].map(({ path }) => createSqliteEventStore({ path, readOnly: true }));
  const [tenth, whole] = stores as [SqliteEventStore, SqliteEventStore];
  try {
    return await alternate(
      {
        parse: slice(() => texts.map((text) => JSON.parse(text) as unknown).length / 2), // data and metadata of each
        smallStreams: slice(streamsOf(tenth, small)),
        fullStreams: slice(streamsOf(whole, full)),
        smallScan: slice(pagesOf(tenth)),
        fullScan: slice(pagesOf(whole)),
      },
      limits,
    );
  } finally {
    for (const store of stores) store.close();
  }
}

function streamsOf(store: EventStore, { cases, caseAt }: FilledLog): Work {
  let turn = 0;
  return async () => (await store.readStream(caseAt((turn++ * STRIDE) % cases).stream)).events.length;
}

function pagesOf(store: EventStore): Work {
  let after: bigint | undefined;
  return async () => {
    const page = await store.readLog(after, { limit: 1_000 });
    after = page.atHead ? undefined : page.next;
    return page.events.length;
  };
}

export type Scanned = { readonly events: number; readonly before: number; readonly most: number };

/** Megabytes of a process that reads the whole log. */
export async function scanAlone({ path }: FilledLog): Promise<Scanned> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=amana-source', join(import.meta.dirname, 'scan-log.ts'), path]);
  return JSON.parse(stdout) as Scanned;
}

export const megabytesOf = ({ path }: FilledLog): number => statSync(path).size / 1e6;
