import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fold } from '@amana/domain/aggregate';
import { commands, findCommand } from '@amana/domain/catalogue';
import type { AnyFact, EventDefinition } from '@amana/domain/event-definition';
import { writtenSchema } from '@amana/domain/field-schemas';
import type { Fields } from '@amana/domain/field-tree';
import type { JsonObject } from '@amana/ports/json';
import { requestDigestOf } from '@amana/privacy/digests';
import { keyIdsOf, openParts, sealedPartsOf } from '@amana/privacy/open-event';
import { personSubject } from '@amana/privacy/subject-id';
import { v7 } from 'uuid';
import type { AnyCommand } from './command-request.ts';
import { makeEvents, type Decided } from './make-events.ts';
import { AGENCY, caseworker, createEmbeddedApp, frame } from './testing/embedded-app.ts';

const ID = '0193c5a0-0000-7000-8000-0000000ca5e1';
const PERSON = '0193c5a0-0000-7000-8000-0000000be501';
const every = () => true;

/** Events that a catalogue's example is a whole one of: the fields of command and fact are the same there. */
const samples = commands.flatMap((command) => {
  const known = Object.entries(command.on.events as Readonly<Record<string, EventDefinition>>);
  const found = known.find(([, { fields }]) => Object.keys(command.fields).every((name) => name in fields) && writtenSchema(fields).safeParse(command.example).success);
  return found ? [{ command: command as unknown as AnyCommand, type: found[0], definition: found[1] }] : [];
});

type Data = Readonly<Record<string, unknown>>;
/** What may stand in clear, by the schema alone. */
function clearOf(fields: Fields, data: Data): Data {
  const entries = Object.entries(fields).map(([name, node]): [string, unknown] => {
    const value = data[name];
    if (value === undefined) return [name, undefined];
    if (node.kind === 'leaf') return [name, node.class === 'clear' ? value : undefined];
    if (node.kind === 'list') return [name, (value as Data[]).map((element) => clearOf(node.fields, element))];
    const inner = clearOf(node.fields, value as Data);
    return [name, Object.keys(inner).length > 0 ? inner : undefined];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function decided(command: AnyCommand, facts: readonly AnyFact[], change: Partial<Decided> = {}): Decided {
  const name = `${command.on.kind}-${ID}`;
  const empty = fold(command.on, name, []);
  return {
    command,
    request: { command: command as never, id: ID, body: { ...frame, ...command.example }, commandId: '0193c5a0-0000-7000-8000-00000000c001', actor: caseworker },
    state: { ...empty, ...(command.on.kind === 'case' ? { identification: { personId: PERSON } } : {}) },
    frame,
    decision: { events: facts, rules: ['I-01'], consentIds: [] },
    controller: AGENCY,
    time: { recordedAt: '2022-06-15T10:00:00.000Z', clock: 'ok' },
    ...change,
  };
}

describe('makeEvents', () => {
  let app: ReturnType<typeof createEmbeddedApp>;
  beforeEach(() => {
    app = createEmbeddedApp();
  });
  afterEach(() => app.close());

  const make = (what: Decided) => makeEvents(what, { keys: app.keys, randomBytes, newEventId: () => v7() });

  it.each(samples)('$command.name: what stands in clear in $type is exactly the clear fields of its schema', async ({ command, type, definition }) => {
    const data = command.example as JsonObject;
    const what = decided(command, [{ type, data }]);
    const [event] = await make(what);
    const { sealed, ...clear } = event?.data ?? {};
    expect(clear).toEqual(clearOf(definition.fields, data));
    const sealsNothing = JSON.stringify(clear) === JSON.stringify(data);
    expect(sealed === undefined).toBe(sealsNothing);
    const digest = requestDigestOf(command.name, what.state.stream.name, { ...frame, ...data });
    expect(event?.metadata['requestDigest']).toBe(sealsNothing ? digest : undefined);
    if (sealed === undefined) return;

    const stored = { id: event?.id ?? '', stream: what.state.stream.name, type, data: event?.data ?? {}, metadata: event?.metadata ?? {} };
    const found = await app.keys.find(keyIdsOf([stored], every));
    const values = openParts(stored, { keys: found, may: every }).flatMap((part) => (part.state === 'open' ? Object.entries(part.values) : []));
    expect(values.filter(([pointer]) => pointer === '/~request')).toEqual([['/~request', digest]]);
    expect(values.length).toBeGreaterThan(1);
  });

  it('most commands are such samples, of every kind of stream that begins with one', () => {
    expect(samples.length).toBeGreaterThan(35);
    expect(new Set(samples.map(({ command }) => command.on.kind))).toEqual(new Set(['case', 'person', 'agency', 'centre', 'grant']));
  });

  const identify = findCommand('IdentifyPerson') as unknown as AnyCommand;
  const screening: AnyFact = { type: 'ScreeningCompleted', data: { toolCode: 'T', acts: [], means: [], purposes: [], outcome: 'NONE', nextStep: 'NO_ACTION' } };
  const opened: AnyFact = { type: 'CaseOpened', data: { caseNumber: 'ZR-2022-0001', ownerUserId: 'user-caseworker-1', intakeForm: 'FULL' } };

  it('several events of one command have ids, places in it and all metadata; the digest stands once, in the first that seals', async () => {
    const what = decided(identify, [opened, { type: 'PersonIdentified', data: identify.example }, screening], {
      frame: { ...frame, legalBasis: ['PUBLIC_TASK'], grants: ['GRANT-1'], crisis: { kind: 'ARMED_CONFLICT', phase: 'DURING' } as never, corrects: ID },
      time: { recordedAt: '2022-06-15T10:00:00.000Z', clock: 'unconfirmed' },
    });
    const request = { ...what.request, actor: { ...caseworker, onBehalfOf: 'user-other-1' }, correlationId: 'correlation-1', causationId: 'cause-1' };
    const events = await make({ ...what, request, decision: { ...what.decision, consentIds: [PERSON] } });
    expect(new Set(events.map(({ id }) => id)).size).toBe(3);
    expect(events.map(({ type }) => type)).toEqual(['CaseOpened', 'PersonIdentified', 'ScreeningCompleted']);
    const metadata = {
      schemaVersion: 1,
      controller: AGENCY,
      occurredAt: frame.occurredAt,
      recordedAt: '2022-06-15T10:00:00.000Z',
      clock: 'unconfirmed',
      actor: { ...caseworker, onBehalfOf: 'user-other-1' },
      commandId: request.commandId,
      correlationId: 'correlation-1',
      causationId: 'cause-1',
      rules: ['I-01'],
      legalBasis: ['PUBLIC_TASK'],
      consentIds: [PERSON],
      grants: ['GRANT-1'],
      crisis: { kind: 'ARMED_CONFLICT', phase: 'DURING' },
      corrects: ID,
    };
    expect(events.map((event) => event.metadata)).toEqual([0, 1, 2].map((i) => ({ ...metadata, commandIndex: [i, 3] })));

    const recorded = events.map((event) => ({ ...event, stream: `case-${ID}` }));
    const found = await app.keys.find(keyIdsOf(recorded, every));
    const bearers = recorded.flatMap((event) =>
      openParts(event, { keys: found, may: every }).flatMap((part) => (part.state === 'open' && '/~request' in part.values ? [[event.type, part.class]] : [])),
    );
    expect(bearers).toEqual([['PersonIdentified', 'identity']]);
    expect(recorded.flatMap((event) => sealedPartsOf(event)).map(({ subjectId }) => subjectId)).toEqual(Array.from({ length: 3 }, () => personSubject(AGENCY, PERSON)));
  });

  it('fields without a value are not stored, at any depth', async () => {
    const data = { ...identify.example, place: { country: 'NER', admin1: undefined, locality: undefined }, armedGroupInvolved: undefined };
    const [event] = await make(decided(identify, [{ type: 'PersonIdentified', data }]));
    expect(sealedPartsOf({ ...event, stream: '', id: '', type: '', metadata: {}, data: event?.data ?? {} }).map((part) => part.class)).toEqual(['statistic']);
    expect(Object.keys(event?.metadata ?? {})).not.toContain('causationId');
  });

  it.each([
    ['a type that the stream does not know', [{ type: 'CentreRegistered', data: {} }], 'IdentifyPerson made an event that its stream does not know'],
    ['a missing field', [{ type: 'CaseOpened', data: { ...opened.data, caseNumber: undefined } }], 'the CaseOpened of IdentifyPerson does not fit its schema at /caseNumber'],
    ['a field too many', [{ type: 'CaseOpened', data: { ...opened.data, name: 'Nom fictif' } }], 'the CaseOpened of IdentifyPerson does not fit its schema at /'],
  ])('a decision with %s is a bug of ours, and said without a value', async (_what, facts, message) => {
    await expect(make(decided(identify, facts))).rejects.toThrow(new Error(message));
  });

  it('so is a time that is none, and a sealed field in an event that is about nobody', async () => {
    const what = decided(identify, [opened]);
    const late = { ...what, time: { recordedAt: '2022-02-30T10:00:00.000Z', clock: 'ok' } } as const;
    await expect(make(late)).rejects.toThrow(new Error('the metadata of IdentifyPerson does not fit its schema at /recordedAt'));
    const nobody = decided(identify, [screening], { state: fold(identify.on, `case-${ID}`, []) });
    await expect(make(nobody)).rejects.toThrow('a sealed field in an event that is about nobody');
  });
});
