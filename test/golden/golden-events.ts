import { readFileSync } from 'node:fs';
import type { AnyCommand } from '@amana/app/command-request';
import { makeEvents } from '@amana/app/make-events';
import { systemEvent } from '@amana/app/system-event';
import { accessEvents } from '@amana/domain/access/events';
import type { StreamKind } from '@amana/domain/aggregate';
import { alertEvents } from '@amana/domain/alert/events';
import { aggregates } from '@amana/domain/catalogue';
import type { EventDefinitions } from '@amana/domain/event-definition';
import { logEvents } from '@amana/domain/log/events';
import type { NewEvent, RecordedEvent } from '@amana/ports/event-store';
import type { FoundKey, KeyEntry, Keyring } from '@amana/ports/keyring';
import { eventDigestOf } from '@amana/privacy/digests';
import { keyIdOf, partClasses } from '@amana/privacy/sealed-part';
import { personSubject } from '@amana/privacy/subject-id';
import { createKeys, type Keys } from '@amana/privacy/subject-keys';
import { v5 } from 'uuid';
import { bytesOf } from '../testing/seed.ts';

type Kind = StreamKind | 'log' | 'alert' | 'access';
export type Fact = { readonly [name: string]: unknown };
export type Golden = {
  /** `ReferralSent@1`. */
  readonly name: string;
  readonly stored: Omit<RecordedEvent, 'position'>;
  readonly digest: string;
  /** What a reader gets who may open everything; of an older version, what its upcasters make of it. */
  readonly reads: Fact;
};

const NAMESPACE = '0193c5a0-0000-7000-8000-0000000901de';
const RECORDED_AT = '2022-06-15T10:00:00.000Z';
const id = (name: string): string => v5(name, NAMESPACE);
const AGENCY = id('agency');
const PERSON = id('person');

const ofAggregates = Object.entries(aggregates).map(([kind, { events }]): [Kind, EventDefinitions] => [kind as StreamKind, events]);
const kinds: readonly [Kind, EventDefinitions][] = [...ofAggregates, ['log', logEvents], ['alert', alertEvents], ['access', accessEvents]];

/** Every event type that this program knows, with its present version. */
export const knownEvents = kinds.flatMap(([kind, events]) =>
  Object.entries(events).map(([type, definition]) => ({ kind, type, version: definition.version, name: `${type}@${definition.version}` })),
);
export const definitions: EventDefinitions = Object.assign({}, ...kinds.map(([, events]) => events)) as EventDefinitions;

const file = (name: string): URL => new URL(name, import.meta.url);
export const goldenFile = file('events.v1.json');
/** What was decided, by `Type@version`, written by hand. */
export const facts = JSON.parse(readFileSync(file('facts.json'), 'utf8')) as Readonly<Record<string, Fact>>;
export const readGolden = (): Golden[] => JSON.parse(readFileSync(goldenFile, 'utf8')) as Golden[];
/** One event on a line, so that a change shows which. */
export const goldenText = (events: readonly Golden[]): string => `[\n${events.map((each) => JSON.stringify(each)).join(',\n')}\n]\n`;

const entryOf = (subjectId: string, cls: KeyEntry['class']): KeyEntry => {
  const key = bytesOf(32, 'key', subjectId, cls);
  return { keyId: keyIdOf(subjectId, cls, key), subjectId, class: cls, key };
};

/** Each subject has the keys that follow from its id; those of the subjects named here can be found again. */
export function goldenKeys(subjects: readonly string[] = []): Keys {
  const entries = subjects.flatMap((subject) => partClasses.map((cls) => entryOf(subject, cls)));
  const keyring: Pick<Keyring, 'ensure' | 'find'> = {
    ensure: async (subject) => partClasses.map((cls) => entryOf(subject, cls)),
    find: async (keyIds) =>
      new Map(
        entries.filter(({ keyId }) => keyIds.includes(keyId)).map((entry): [string, FoundKey] => [entry.keyId, { state: 'live', entry }]),
      ),
  };
  return createKeys({ keyring: keyring as Keyring, randomBytes: (size) => bytesOf(size, 'unused'), now: () => 0 });
}

const streams: Readonly<Record<Kind, string>> = {
  case: `case-${id('case')}`,
  person: `person-${personSubject(AGENCY, PERSON)}`,
  agency: `agency-${AGENCY}`,
  centre: `centre-${id('centre')}`,
  grant: `grant-${id('grant')}`,
  report: `report-${id('report')}`,
  log: 'log',
  alert: `alert-${id('alert')}`,
  access: 'access-user-auditor-1-20220615',
};

/** The event as it would be stored, made by the code of today with fixed ids, keys, nonces and times. */
export async function makeGolden({ kind, type, name }: { kind: Kind; type: string; name: string }): Promise<Golden> {
  const reads = facts[name];
  if (!reads) throw new Error(`no fact ${name} in facts.json: write down one that fills every field`);
  const made = isAggregate(kind) ? await aggregateEvent({ kind, type, name, fact: reads }) : ownEvent({ type, name, fact: reads });
  const stored = { ...made, stream: streams[kind], revision: 0 };
  return { name, stored, digest: eventDigestOf(stored), reads };
}

const isAggregate = (kind: Kind): kind is StreamKind => kind in aggregates;

const ownEvent = ({ type, name, fact }: { type: string; name: string; fact: Fact }): NewEvent =>
  systemEvent({ type, data: fact }, { id: id(name), logId: id('log'), time: { recordedAt: RECORDED_AT, clock: 'ok' } });

async function aggregateEvent({ kind, type, name, fact }: { kind: StreamKind; type: string; name: string; fact: Fact }): Promise<NewEvent> {
  const stream = streams[kind];
  const command = { name: 'Golden', on: aggregates[kind] } as unknown as AnyCommand;
  let nonces = 0;
  const decided = {
    command,
    request: {
      command: command as never,
      id: stream.slice(kind.length + 1),
      body: fact,
      commandId: id(`command ${name}`),
      actor: { userId: 'user-caseworker-1', role: 'CASEWORKER' as const, agencyId: AGENCY },
    },
    state: { stream: { name: stream, revision: 'no-stream' as const, controller: AGENCY }, identification: { personId: PERSON } },
    frame: {
      occurredAt: { value: '2022-06-15', precision: 'day' as const, zone: 'Africa/Niamey' },
      legalBasis: ['PUBLIC_TASK' as const],
      grants: ['COMPASS-1'],
    },
    decision: { events: [{ type, data: fact }], rules: ['I-00'], consentIds: [id('consent')] },
    controller: AGENCY,
    time: { recordedAt: RECORDED_AT, clock: 'ok' as const },
  };
  const randomBytes = (size: number) => bytesOf(size, 'nonce', name, nonces++);
  const [event] = await makeEvents(decided, { keys: goldenKeys(), randomBytes, newEventId: () => id(name) });
  if (!event) throw new Error(`no event was made of ${name}`);
  return event;
}
