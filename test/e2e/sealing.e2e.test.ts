import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { metadataOf } from '@amana/app/stored-metadata';
import { accessEvents } from '@amana/domain/access/events';
import { alertEvents } from '@amana/domain/alert/events';
import { aggregates } from '@amana/domain/catalogue';
import { idOfStream, kindOfStream } from '@amana/domain/aggregate';
import type { EventDefinition, EventDefinitions } from '@amana/domain/event-definition';
import { logEvents } from '@amana/domain/log/events';
import { Metadata } from '@amana/domain/metadata';
import { leavesOf } from '@amana/domain/split-fields';
import { requestDigestOf } from '@amana/privacy/digests';
import { partnerCommandId, personSubject } from '@amana/privacy/subject-id';
import { createCanaries } from '../testing/canaries.ts';
import { everyWay } from '../testing/every-way.ts';
import type { Given } from '../testing/heard-api.ts';
import { withKeysOf } from '../testing/keys-of.ts';
import { logOf } from '../testing/log-of.ts';
import { clearPointers, leavesFor, openAll, schemasOf, withoutPlaces, type Opened } from '../testing/opened-log.ts';
import { play, type Played } from '../testing/play.ts';
import { startStandalone, type StandaloneProcess } from '../testing/standalone-process.ts';
import { readPersonalData } from '../testing/read-personal-data.ts';
import { playTheRest } from '../testing/rest-of-the-catalogue.ts';
import { newSeed, runOf } from '../testing/seed.ts';

const REQUEST = '/~request';
/** They tell of failures and of moves, which the story does not have; each has its own tests. */
const notInTheStory = ['LogMoved', 'LogRestored', 'AlertDeliveryFailed', 'AlertParked', 'AlertReplaced'];

const definitions: EventDefinitions = Object.assign(
  {},
  ...Object.values(aggregates).map(({ events }) => events),
  logEvents,
  alertEvents,
  accessEvents,
) as EventDefinitions;

const definitionOf = ({ event }: Opened): EventDefinition => {
  const definition = definitions[event.type];
  if (!definition) throw new Error(`nothing is known of ${event.type}`);
  return definition;
};
const sealedClasses = ({ parts }: Opened) => parts.map(({ sealed }) => sealed.class);

describe('every stored event, of the log and of the record of reads, is sealed as its fields are declared (DP-01)', () => {
  let played: Played<StandaloneProcess>;
  let log: Opened[];
  let personOf: Map<string, string>;

  /** Whom the events of a stream are about: nobody, but on the streams of a case and of a person. */
  const subjectOf = ({ event: { stream, metadata } }: Opened): string | undefined => {
    if (kindOfStream(stream) === 'person') return idOfStream(stream);
    return kindOfStream(stream) === 'case' ? personSubject(metadata['controller'] as string, personOf.get(stream) ?? '') : undefined;
  };

  beforeAll(async () => {
    const run = runOf(newSeed('sealing'));
    played = await play({ start: startStandalone, people: everyWay(), run, change: createCanaries().change });
    await playTheRest(played);
    await readPersonalData(played);
    await played.system.kill('SIGTERM');
    const { folder } = played.system;
    log = await withKeysOf(folder, async (keys) => openAll([...(await logOf(folder)), ...(await logOf(folder, 'access'))], keys));
    const identified = log.filter(({ event }) => event.type === 'PersonIdentified');
    personOf = new Map(identified.map(({ event }) => [event.stream, event.data['personId'] as string]));
  }, 60_000);
  afterAll(() => played[Symbol.asyncDispose]());

  it('every type that this program can write occurs', () => {
    const occurring = new Set(log.map(({ event }) => event.type));
    expect(
      Object.keys(definitions)
        .filter((type) => !occurring.has(type))
        .toSorted(),
    ).toEqual(notInTheStory.toSorted());
  });

  it('what stands in clear is what is declared clear, and a group without any leaves nothing behind', () => {
    const wrong = log.flatMap((opened) => {
      const { sealed: _sealed, ...clear } = opened.event.data;
      const declared = new Set(
        leavesOf(definitionOf(opened).fields)
          .filter((leaf) => leaf.class === 'clear')
          .map(({ pointer }) => pointer),
      );
      return clearPointers(definitionOf(opened).fields, clear)
        .filter((pointer) => !declared.has(pointer))
        .map((pointer) => `${opened.event.type} ${pointer}`);
    });
    expect(wrong).toEqual([]);
  });

  it('each part is of a person of the event, and holds fields of its class and of that person', () => {
    const wrong = log.flatMap((opened) =>
      opened.parts.flatMap(({ sealed, values }) => {
        const { class: cls, subjectId } = sealed;
        const allowed = new Set([
          ...leavesFor(definitionOf(opened), { event: opened.event, subject: subjectOf(opened), cls, subjectId }),
          REQUEST,
        ]);
        const pointers = Object.keys(values);
        const strange = pointers.filter((pointer) => !allowed.has(withoutPlaces(pointer)));
        return [...strange, ...(pointers.length === 0 ? ['nothing'] : [])].map((pointer) => `${opened.event.type} ${cls} ${pointer}`);
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('each sealed value is what the schema of its field allows', () => {
    const wrong = log.flatMap((opened) => {
      const schemas = schemasOf(definitionOf(opened).fields);
      const values = opened.parts.flatMap((part) => Object.entries(part.values)).filter(([pointer]) => pointer !== REQUEST);
      return values
        .filter(([pointer, value]) => schemas.get(withoutPlaces(pointer))?.safeParse(value).success !== true)
        .map(([pointer]) => `${opened.event.type} ${pointer}`);
    });
    expect(wrong).toEqual([]);
  });

  it('no field that is required is missing, and no event about nobody seals anything', () => {
    const wrong = log.flatMap((opened) => {
      const present = new Set([
        ...clearPointers(definitionOf(opened).fields, opened.event.data),
        ...opened.parts.flatMap(({ values }) => Object.keys(values).map(withoutPlaces)),
      ]);
      const required = leavesOf(definitionOf(opened).fields).filter(({ pointer, optional }) => !optional && pointer.lastIndexOf('/') === 0);
      const missing = required.filter(({ pointer }) => !present.has(pointer)).map(({ pointer }) => pointer);
      const aboutNobody = subjectOf(opened) === undefined && opened.parts.length > 0 ? ['sealed'] : [];
      return [...missing, ...aboutNobody].map((what) => `${opened.event.type} ${what}`);
    });
    expect(wrong).toEqual([]);
  });

  it('parts stand in their order, each subject and class once; no nonce comes twice; lengths tell little', () => {
    const rank = ['statistic', 'identity', 'justice'];
    for (const opened of log) {
      const subjects = [...new Set(opened.parts.map(({ sealed }) => sealed.subjectId))];
      const places = opened.parts.map(({ sealed }) => subjects.indexOf(sealed.subjectId) * rank.length + rank.indexOf(sealed.class));
      expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
      expect(opened.event.data['sealed']).toEqual(opened.parts.length === 0 ? undefined : expect.any(Array));
    }
    const parts = log.flatMap(({ parts: all }) => all.map(({ sealed }) => sealed));
    expect(new Set(parts.map(({ nonce }) => nonce)).size).toBe(parts.length);
    expect(new Set(parts.map(({ ciphertext }) => (Buffer.from(ciphertext, 'base64url').length - 16) % 64))).toEqual(new Set([0]));
  });

  it('I-104: the digest of a request stands once, sealed where the command seals anything, and is that of what was sent', () => {
    const commands = Map.groupBy(
      log.filter(({ event }) => ['case', 'person', 'agency', 'centre', 'grant', 'report'].includes(kindOfStream(event.stream))),
      ({ event }) => `${event.stream} ${metadataOf(event).commandId}`,
    );
    const sent = new Map(played.given.filter(({ answer }) => answer.status === 201).map((given) => [storedKeyOf(given), given]));
    expect(commands.size).toBe(sent.size);
    for (const events of commands.values()) {
      const { commandId } = metadataOf((events[0] as Opened).event);
      const { command, body } = sent.get(commandId) ?? {};
      const digest = requestDigestOf(command?.name ?? '', (events[0] as Opened).event.stream, body as never);
      const clear = events.map(({ event }) => metadataOf(event).requestDigest);
      const bearer = events.find((opened) => opened.parts.length > 0);
      const found = events.flatMap((opened) =>
        opened.parts
          .filter(({ values }) => REQUEST in values)
          .map(({ sealed, values }) => ({ opened, cls: sealed.class, value: values[REQUEST] })),
      );
      const expectedClass = ['identity', 'justice', 'statistic'].find((cls) => bearer && sealedClasses(bearer).includes(cls as never));
      expect(found).toEqual(bearer ? [{ opened: bearer, cls: expectedClass, value: digest }] : []);
      expect(clear).toEqual(events.map(() => (bearer ? undefined : digest)));
    }
  });

  it('metadata are what the schema says, count the events of a command, and name one controller per stream', () => {
    for (const { event } of log) expect(Metadata.parse(event.metadata)).toEqual(event.metadata);
    for (const events of Map.groupBy(log, ({ event }) => `${event.stream} ${metadataOf(event).commandId}`).values())
      expect(events.map(({ event }) => metadataOf(event).commandIndex)).toEqual(events.map((_event, i) => [i, events.length]));
    for (const events of Map.groupBy(log, ({ event }) => event.stream).values()) {
      expect(events.map(({ event }) => event.revision)).toEqual(events.map((_event, i) => i));
      expect(new Set(events.map(({ event }) => metadataOf(event).controller)).size).toBe(1);
    }
  });
});

/** A partner's key is told apart from those of others who write to the same case. */
function storedKeyOf({ path, key }: Given): string {
  const [, collection, id = ''] = path.split('/').slice(1);
  return collection === 'referrals' ? partnerCommandId(id, key) : key;
}
