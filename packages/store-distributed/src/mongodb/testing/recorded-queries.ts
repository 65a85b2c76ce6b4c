import type { Document } from 'mongodb';
import type { ProjectionShape, ReadModelStore } from '@amana/ports/read-model-store';
import { createMongoReadModelStore } from '../mongo-read-model-store.ts';
import type { EngineCalls } from '../engine-calls.ts';
import { makeMongoHarness } from './mongo-harness.ts';

/** One query as it was sent to a collection of rows. */
export type RecordedQuery = {
  /** The index with most keys that it binds, from the first on, and in whose order it comes if it has one; undefined: all rows would be read, or sorted. */
  readonly servedBy: string | undefined;
  /** The stages of the plan that MongoDB chose; undefined where the engine does not say (FerretDB 1 scans, whatever indexes there are). */
  readonly stages: readonly string[] | undefined;
};

/** Asks each question of an empty store with these projections, and says how its (first) query over rows is answered. */
export async function recordedQueries(
  url: string,
  shapes: readonly ProjectionShape[],
  questions: readonly ((store: ReadModelStore) => Promise<unknown>)[],
): Promise<RecordedQuery[]> {
  const harness = await makeMongoHarness(url, (engine) => ({ engine, store: createMongoReadModelStore(engine) }));
  const { engine, store } = harness.store;
  try {
    for (const shape of shapes) await store.ensure(shape);
    const recorded: RecordedQuery[] = [];
    for (const ask of questions) {
      const before = harness.commands.length;
      await ask(store);
      const command = harness.commands.slice(before).find((sent) => rowsOf(sent).startsWith('rows_')) ?? {};
      recorded.push({ servedBy: await servedBy(command, engine), stages: await stagesOf(command, engine) });
    }
    return recorded;
  } finally {
    await harness.close();
  }
}

const rowsOf = (command: Document): string => String(command['find'] ?? command['aggregate'] ?? '');

type Asked = { readonly equal: Set<string>; readonly ranged: Set<string> };

/** The fields that a filter binds, to a value or to a range. */
function bound(filter: Document, asked: Asked = { equal: new Set(), ranged: new Set() }): Asked {
  for (const [field, condition] of Object.entries(filter)) {
    if (field === '$and') (condition as Document[]).forEach((each) => bound(each, asked));
    if (field.startsWith('$')) continue;
    const operators = typeof condition === 'object' && condition !== null ? Object.keys(condition) : ['$eq'];
    if (operators.includes('$eq') || operators.includes('$in')) asked.equal.add(field);
    else if (operators.some((operator) => /^\$[gl]te?$/.test(operator))) asked.ranged.add(field);
  }
  return asked;
}

async function servedBy(command: Document, engine: EngineCalls): Promise<string | undefined> {
  const filter = (command['filter'] ?? (command['pipeline'] as Document[] | undefined)?.[0]?.['$match'] ?? {}) as Document;
  const { equal, ranged } = bound(filter);
  const [sorted] = sortOf(command).filter((field) => field.startsWith('keys.'));
  const indexes = await engine.read((db) => db.collection(rowsOf(command)).listIndexes().toArray());
  const serving = indexes.flatMap((index) => {
    const keys = Object.keys(index['key'] as Document);
    const fixed = keys.findIndex((key) => !equal.has(key)); // there is one: no question names a stream and a row
    const next = keys[fixed] ?? '';
    const leads = fixed > (keys[0] === 'gone' ? 1 : 0) || ranged.has(next);
    return leads && (sorted === undefined || sorted === next) ? [{ name: String(index['name']), fixed }] : [];
  });
  return serving.toSorted((a, b) => b.fixed - a.fixed || (a.name < b.name ? -1 : 1))[0]?.name;
}

const sortOf = ({ sort }: Document): string[] =>
  sort instanceof Map ? [...(sort as Map<string, unknown>).keys()] : Object.keys((sort ?? {}) as Document);

async function stagesOf(command: Document, engine: EngineCalls): Promise<string[] | undefined> {
  if (!engine.isAtomic) return undefined;
  const { find, aggregate, filter, sort, limit, pipeline } = command;
  const asked =
    find === undefined
      ? { aggregate, pipeline, cursor: {} }
      : { find, filter, ...(sort === undefined ? {} : { sort }), ...(limit === undefined ? {} : { limit }) };
  const plan = await engine.read((db) => db.command({ explain: asked, verbosity: 'queryPlanner' }));
  return [
    ...JSON.stringify(plan['queryPlanner'] ?? plan, (key, value: unknown) => (key === 'rejectedPlans' ? undefined : value)).matchAll(
      /"stage":"(\w+)"/g,
    ),
  ].map((match) => match[1] ?? '');
}
