import type { Document } from 'mongodb';

// What the adapters may send, so that they run word for word on MongoDB and on FerretDB 1. Anything else is a fault, not a warning.
const everywhere = ['$db', 'lsid', 'writeConcern', 'readConcern', '$readPreference', '$clusterTime', 'txnNumber', 'ordered'];

const commands: Readonly<Record<string, readonly string[]>> = {
  buildInfo: [],
  find: ['filter', 'sort', 'projection', 'limit', 'batchSize', 'singleBatch'],
  getMore: ['collection', 'batchSize'],
  killCursors: ['cursors'],
  aggregate: ['pipeline', 'cursor'],
  insert: ['documents'],
  update: ['updates'],
  delete: ['deletes'],
  createIndexes: ['indexes'],
  listIndexes: ['cursor'],
  listCollections: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
  drop: [],
  endSessions: [], // the driver's own, when it closes; nobody waits for its answer
};

const queryOperators = new Set(['$and', '$or', '$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$in', '$nin', '$not', '$type', '$exists']);
const updateOperators = new Set(['$set', '$inc', '$push', '$addToSet', '$pull']);

/** What in a command lies outside of the portable subset; nothing where all is well. */
export function notPortable(command: Document): string[] {
  const name = Object.keys(command)[0] ?? '';
  const options = commands[name];
  if (options === undefined) return [`command ${name}`];
  const others = Object.keys(command).filter((key) => key !== name && !options.includes(key) && !everywhere.includes(key));
  return [...others.map((key) => `${name}: option ${key}`), ...inside(command).map((fault) => `${name}: ${fault}`)];
}

const listOf = (value: unknown): Document[] => (Array.isArray(value) ? (value as Document[]) : []);

const inside = (command: Document): string[] => [
  ...queryFaults(command['filter']),
  ...orderFaults(command['sort']),
  ...projectionFaults(command['projection']),
  ...listOf(command['updates']).flatMap(updateFaults),
  ...listOf(command['deletes']).flatMap(deleteFaults),
  ...listOf(command['indexes']).flatMap(indexFaults),
  ...(command['pipeline'] === undefined ? [] : pipelineFaults(listOf(command['pipeline']))),
];

function queryFaults(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(queryFaults);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(key.startsWith('$') && !queryOperators.has(key) ? [`operator ${key}`] : []),
    ...queryFaults(inner),
  ]);
}

const orderFaults = (order: unknown): string[] =>
  [...(order instanceof Map ? order : Object.entries(order ?? {}))]
    .filter(([key, way]) => key.startsWith('$') || Math.abs(Number(way)) !== 1)
    .map(([key]) => `order of ${key}`);

const projectionFaults = (projection: unknown): string[] =>
  Object.entries(projection ?? {})
    .filter(([key, shown]) => key.includes('$') || (shown !== 1 && shown !== 0))
    .map(([key]) => `projection of ${key}`);

const otherKeys = (document: Document, known: readonly string[]): string[] =>
  Object.keys(document)
    .filter((key) => !known.includes(key))
    .map((key) => `option ${key}`);

const deleteFaults = (each: Document): string[] => [...otherKeys(each, ['q', 'limit']), ...queryFaults(each['q'])];

function updateFaults(each: Document): string[] {
  const change: unknown = each['u'];
  const faults = [...otherKeys(each, ['q', 'u', 'upsert', 'multi']), ...queryFaults(each['q'])];
  if (Array.isArray(change)) return [...faults, 'an update by a pipeline'];
  for (const [key, fields] of Object.entries(change as Document)) {
    if (key.startsWith('$') && !updateOperators.has(key)) faults.push(`operator ${key}`);
    if (key.startsWith('$'))
      faults.push(
        ...Object.keys(fields as Document)
          .filter((field) => field.includes('$'))
          .map((field) => `field ${field}`),
      );
  }
  return faults;
}

const indexFaults = (index: Document): string[] => [...otherKeys(index, ['name', 'key', 'unique']), ...orderFaults(index['key'])];

/** Counting, as the driver does it. */
function pipelineFaults(stages: readonly Document[]): string[] {
  const names = stages.flatMap((stage) => Object.keys(stage)).join(' ');
  const group = JSON.stringify(stages[1]);
  if (names !== '$match $group' || group !== '{"$group":{"_id":1,"n":{"$sum":1}}}') return [`pipeline ${names}`];
  return queryFaults(stages[0]?.['$match']);
}
