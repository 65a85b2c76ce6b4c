import type { LogEvent } from './house.ts';

type Log = readonly LogEvent[];
type Metadata = LogEvent['metadata'];

const withMetadata = (log: Log, change: (metadata: Metadata) => Partial<Metadata>): Log =>
  log.map((event) => ({ ...event, metadata: { ...event.metadata, ...change(event.metadata) } }));

const at = (value: string, precision: Metadata['occurredAt']['precision']): Partial<Metadata> => ({ occurredAt: { value, precision, zone: 'Africa/Niamey' } });

/** Ways in which a whole log can be wrong: no reasons, one user for all, another time, an event twice, a type of event gone. */
export const spoiltLogs = (log: Log): Log[] => [
  withMetadata(log, () => ({ rules: [], consentIds: [] })),
  withMetadata(log, ({ actor }) => ({ actor: { ...actor, userId: 'user-one', agencyId: 'agency-one' } })),
  withMetadata(log, () => at('2199-01-01', 'day')),
  withMetadata(log, () => at('', 'unknown')),
  [...log, ...log.filter(({ stream }) => stream.startsWith('case-') || stream.startsWith('person-'))],
  withMetadata(log, () => ({ legalBasis: [] })).filter(({ type }) => type !== 'ConsentInformationProvided'),
  ...[...new Set(log.map(({ type }) => type))].map((gone) => log.filter(({ type }) => type !== gone)),
];

/** Ways in which events of some types can be wrong: a field of theirs says nothing, or something else. */
export function* spoiltEvents(log: Log, types: readonly string[]): Generator<Log> {
  const fields = new Set(log.filter(({ type }) => types.includes(type)).flatMap(({ data }) => Object.keys(data)));
  fields.delete('personId'); // from it follows a stream: it is no longer a log at all
  for (const field of fields)
    for (const value of [undefined, 'NONE', [], true])
      yield log.map((event) => (types.includes(event.type) && field in event.data ? { ...event, data: { ...event.data, [field]: value } } : event));
}
