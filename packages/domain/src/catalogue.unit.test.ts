import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { fold, type Aggregate, type StreamFacts } from './aggregate.ts';
import { aggregates, collections, commands, findCommand, routeName } from './catalogue.ts';
import { bodySchema, parseBody } from './command-body.ts';
import type { Command, CommandInput, Example } from './command-definition.ts';
import { frameNames, type Frame } from './command-frame.ts';
import type { ContextRequests } from './context-request.ts';
import type { Decision } from './decision.ts';
import { writtenSchema } from './field-schemas.ts';
import type { Fields } from './field-tree.ts';
import { rejectionCodes } from './rejection-codes.ts';
import { isRejection, type Rejection } from './rejection.ts';
import { roles } from './roles.ts';
import { leavesOf } from './split-fields.ts';
import { caseIn } from './testing/case-facts.ts';
import { AGENCY, CASE_ID, CASEWORKER, NOW, TODAY } from './testing/given-when-then.ts';
import { placeholdersOf } from './testing/placeholders.ts';
import { recordedFact } from './testing/recorded-fact.ts';
import { leastData, sampleData } from './testing/samples.ts';

const all = commands as unknown as readonly Command[];
const cases = all.map((command) => [command.name, command] as const);
const frame: Frame = { occurredAt: TODAY };
const wholeFrame = {
  occurredAt: TODAY,
  legalBasis: ['VITAL_INTERESTS'],
  grants: ['COMPASS-NL'],
  crisis: { kind: 'ARMED_CONFLICT', phase: 'DURING' },
  corrects: CASE_ID,
  device: { id: CASE_ID, sequence: 3, recordedAt: NOW },
};

describe.each(cases)('%s', (name, command) => {
  it('has the name of an order, with words for people in French and in English', () => {
    expect(name).toMatch(/^([A-Z][a-z]+)+$/);
    for (const text of [command.summary.fr, command.summary.en]) {
      expect(text.length).toBeGreaterThan(5);
      expect(text).not.toMatch(/[.]$/);
    }
    expect(command.summary.fr).not.toBe(command.summary.en);
  });

  it('is for roles that are known, each named once, and for somebody', () => {
    for (const named of [command.roles, command.partnerRoles]) {
      expect(named.filter((role) => !(role in roles.codes))).toEqual([]);
      expect(new Set(named).size).toBe(named.length);
    }
    expect(command.roles.length + command.partnerRoles.length).toBeGreaterThan(0);
  });

  it('is a partner’s only on a case: nothing else has referrals', () => {
    if (command.partnerRoles.length > 0) expect(command.on.kind).toBe('case');
  });

  it('names its rules and capabilities by their ids, each once', () => {
    for (const rule of command.rules) expect(rule).toMatch(/^(I-\d{2,3}|DP-\d{2})$/);
    for (const capability of command.capabilities) expect(capability).toMatch(/^CAP-\d{2}$/);
    expect(new Set(command.rules).size).toBe(command.rules.length);
    expect(new Set(command.capabilities).size).toBe(command.capabilities.length);
  });

  it('is on a stream that the system knows, and opens classes of it', () => {
    expect(aggregates[command.on.kind]).toBe(command.on);
    expect(command.opens.filter((cls) => !['statistic', 'identity', 'justice'].includes(cls))).toEqual([]);
  });

  it('has no field that the frame has, and its fields are in camel case', () => {
    expect(Object.keys(command.fields).filter((field) => frameNames.includes(field))).toEqual([]);
    for (const { pointer } of leavesOf(command.fields)) expect(pointer).toMatch(/^(\/([a-z][A-Za-z0-9]*|\*))+$/);
  });

  it('names no referral in the body where a partner gives it (I-64)', () => {
    if (command.partnerRoles.length > 0) expect(Object.keys(command.fields)).not.toContain('referralId');
  });

  it('accepts its example, with a frame and not without', () => {
    expect(parseBody(command, { ...command.example, occurredAt: TODAY })).toEqual({ body: command.example, frame });
    expect(parseBody(command, { ...command.example, ...wholeFrame })).toEqual({ body: command.example, frame: wholeFrame });
    expect(parseBody(command, command.example)).toHaveProperty('invalid');
  });

  it('accepts what is required alone, and all that may be given, and nothing that it does not know', () => {
    for (const body of [leastData(command.fields), sampleData(command.fields)]) {
      expect(parseBody(command, { ...body, occurredAt: TODAY })).toEqual({ body, frame });
      expect(parseBody(command, { ...body, occurredAt: TODAY, more: 1 })).toHaveProperty('invalid');
    }
    expect(bodySchema(command)).toBe(bodySchema(command));
  });

  it('misses each field that is required', () => {
    for (const field of Object.keys(leastData(command.fields))) {
      const { [field]: _left, ...rest } = command.example;
      expect([field, parseBody(command, { ...rest, occurredAt: TODAY })]).toEqual([field, { invalid: expect.anything() }]);
    }
  });

  it('decides on anything: whatever the state and the context, it answers and never throws', () => {
    const tried = histories(command).flatMap((state) => bodiesOf(command).flatMap((body) => actorsOf(command).map((actor) => attempt(command, { state, body, actor }))));
    expect(tried.length).toBeGreaterThan(0);
    for (const { outcome, input } of tried) {
      if (isRejection(outcome)) expectTold(outcome, command);
      else expectStorable(outcome, command, input);
    }
  });
});

type Input = CommandInput<{ stream: StreamFacts }, Example>;
type Attempt = Pick<Input, 'state' | 'body'> & { readonly actor: Pick<Input, 'actor' | 'referralId'> };

/** Nothing that happened, and a case in every state of the main path. */
function histories({ on }: Command): readonly { stream: StreamFacts }[] {
  const none = on.initial(`${on.kind}-${CASE_ID}`);
  return on.kind === 'case' ? [none, ...caseIn('CLOSED').map((_fact, i, facts) => folded(on, facts.slice(0, i + 1)))] : [none];
}

const folded = (on: Aggregate, facts: readonly { type: string; data: object }[]) =>
  fold(
    on,
    `${on.kind}-${CASE_ID}`,
    facts.map((fact, revision) => recordedFact(fact, revision)),
  );

const bodiesOf = ({ example, fields }: Command): readonly Example[] => [example, leastData(fields), sampleData(fields)];

const actorsOf = ({ roles: own, partnerRoles }: Command): readonly Attempt['actor'][] => [
  ...own.slice(0, 1).map((role) => ({ actor: { userId: CASEWORKER, role, agencyId: AGENCY }, referralId: undefined })),
  ...partnerRoles.slice(0, 1).map((role) => ({ actor: { userId: CASEWORKER, role, agencyId: AGENCY }, referralId: CASE_ID })),
];

function attempt(command: Command, { state, body, actor }: Attempt): { outcome: Decision | Rejection; input: Input } {
  const input = { body, frame, state, now: NOW, id: CASE_ID, ...actor };
  return { outcome: command.decide({ ...input, context: unanswered(command.context(input)) }), input };
}

/** Nobody answers: no such stream, or none that may be named, and read models that are down. */
const unanswered = (requests: ContextRequests) =>
  Object.fromEntries(Object.entries(requests).map(([key, request]) => [key, request?.kind === 'query' ? 'unchecked' : undefined]));

function expectTold({ rejected, params, pointers }: Rejection, { fields }: Command): void {
  expect(Object.keys(params)).toEqual(expect.arrayContaining(placeholdersOf(rejectionCodes[rejected])));
  const known = [...pointersOf(fields), ...frameNames.map((field) => `/${field}`)];
  for (const pointer of pointers) expect(known).toContain(pointer.replaceAll(/\/\d+/g, '/*'));
}

/** Every place of a body to which a refusal may lead: fields, elements of lists, and what stands in a leaf that is a list. */
function pointersOf(fields: Fields, prefix = ''): string[] {
  return Object.entries(fields).flatMap(([field, node]) => {
    const at = `${prefix}/${field}`;
    if (node.kind === 'leaf') return [at, `${at}/*`];
    return node.kind === 'group' ? [at, ...pointersOf(node.fields, at)] : [at, `${at}/*`, ...pointersOf(node.fields, `${at}/*`)];
  });
}

function expectStorable({ events, rules, consentIds }: Decision, command: Command, input: Input): void {
  expect(events.length).toBeGreaterThan(0);
  for (const { type, data } of events) {
    const definition = command.on.events[type];
    expect(definition && writtenSchema(definition.fields).parse(data)).toEqual(data);
  }
  expect(command.rules).toEqual(expect.arrayContaining(rules.map((rule) => rule.split(':')[0])));
  expect(consentIds.every((id) => typeof id === 'string')).toBe(true);
  // On other streams the handler sees to it; an agency everybody may name, also one that is not there.
  if (command.on.kind === 'agency' && !command.creates) expect(input.state.stream.revision).not.toBe('no-stream');
}

const sourceTexts = (): string[] =>
  readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('testing/') && !file.endsWith('fixtures.ts'))
    .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'));

describe('the catalogue', () => {
  it('finds each command by its name, and no two by the same', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    for (const command of all) expect(findCommand(command.name)).toBe(command);
    expect(findCommand('EraseEverything')).toBeUndefined();
  });

  it('has one route for each command of a kind of stream', () => {
    const routes = all.map(({ name, on }) => `${on.kind}/${routeName(name)}`);
    expect(new Set(routes).size).toBe(routes.length);
    for (const route of routes) expect(route).toMatch(/^[a-z]+\/[a-z]+(-[a-z]+)*$/);
    expect(routeName('SendReferral')).toBe('send-referral');
    expect(routeName('RecordBia')).toBe('record-bia');
  });

  it('knows each kind of stream under its own name, and each has a collection of its own', () => {
    expect(Object.entries(aggregates).map(([kind, of]) => [kind, of.kind])).toEqual(Object.keys(aggregates).map((kind) => [kind, kind]));
    expect(Object.keys(collections)).toEqual(Object.keys(aggregates));
    expect(new Set(Object.values(collections)).size).toBe(Object.keys(aggregates).length);
  });

  it('lets every kind of stream begin', () => {
    expect(new Set(all.filter(({ creates }) => creates).map(({ on }) => on.kind))).toEqual(new Set(Object.keys(aggregates)));
  });

  it('holds no fact that nothing makes', () => {
    const made = new Set(sourceTexts().flatMap((text) => [...text.matchAll(/Fact\(\s*'(\w+)'/g)].map(([, type]) => type)));
    const facts = Object.values(aggregates).flatMap(({ events }) => Object.keys(events));
    expect(facts.filter((type) => !made.has(type))).toEqual([]);
  });
});
