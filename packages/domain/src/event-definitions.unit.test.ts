import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { accessEvents } from './access/events.ts';
import { alertEvents } from './alert/events.ts';
import { aggregates } from './catalogue.ts';
import { allCodeLists } from './code-lists/all-code-lists.ts';
import type { EventDefinition } from './event-definition.ts';
import { readSchema, writtenSchema } from './field-schemas.ts';
import type { FieldNode, Fields } from './field-tree.ts';
import { Bilingual } from './formats.ts';
import { logEvents } from './log/events.ts';
import { ERASED } from './mark.ts';
import { Instant, PartialDateTime, ZonedDateTime } from './partial-date-time.ts';
import { joinFields, leavesOf, splitFields, type JoinPart } from './split-fields.ts';
import { innerSchemas, kindOf } from './testing/inner-schemas.ts';
import { leastData, sampleData } from './testing/samples.ts';

type Registered = { readonly type: string; readonly kind: string; readonly definition: EventDefinition };

const byKind = { ...Object.fromEntries(Object.values(aggregates).map(({ kind, events }) => [kind, events])), alert: alertEvents, access: accessEvents, log: logEvents };
const all: readonly Registered[] = Object.entries(byKind).flatMap(([kind, events]) =>
  Object.entries(events).map(([type, definition]) => ({ type, kind, definition: definition as EventDefinition })),
);
const cases = all.map((each) => [each.type, each] as const);

/** Texts of organisations, French and English, that may stand in clear because they may not name anybody (domain.md 2.3.2). */
const publicTexts = ['AgencyRegistered/name', 'CentreRegistered/name', 'GrantRegistered/name'];
const times: readonly unknown[] = [PartialDateTime, ZonedDateTime, Instant];
/** What a person might type into a field that takes free text. */
const sentences = ['Awa de Zinder, vue au marché', 'Nom fictif', '+227 20 00 00 00', 'nom@example.org'];

function stringsIn(schema: z.ZodType): z.ZodType[] {
  if (times.includes(schema)) return [];
  return kindOf(schema) === 'string' ? [schema] : innerSchemas(schema).flatMap(stringsIn);
}

const sealedLists = new Set(allCodeLists.filter((list) => list.class === 'statistic').map((list): z.ZodType => list.schema));
const usesSealedList = (schema: z.ZodType): boolean => sealedLists.has(schema) || innerSchemas(schema).some(usesSealedList);

type LeafAt = { readonly pointer: string; readonly class: string; readonly schema: z.ZodType };
const leaves = (fields: Fields, pointer = ''): LeafAt[] =>
  Object.entries(fields).flatMap(([name, node]) =>
    node.kind === 'leaf' ? [{ pointer: `${pointer}/${name}`, class: node.class, schema: node.schema }] : leaves(node.fields, `${pointer}/${name}`),
  );

const mayLack = (fields: Fields): boolean => Object.values(fields).every((node) => node.optional);
const nodesIn = (fields: Fields): FieldNode[] => Object.values(fields).flatMap((node) => (node.kind === 'leaf' ? [node] : [node, ...nodesIn(node.fields)]));

describe.each(cases)('%s', (type, { kind, definition }) => {
  const { fields } = definition;
  const clearLeaves = leaves(fields).filter((leaf) => leaf.class === 'clear');

  it('is named in the past tense, its fields in camel case', () => {
    expect(type).toMatch(/^([A-Z][a-z]+)+$/);
    for (const { pointer } of leaves(fields)) expect(pointer).toMatch(/^(\/[a-z][A-Za-z0-9]*)+$/);
  });

  it('has a class on each leaf', () => {
    for (const leaf of leaves(fields)) expect(['clear', 'statistic', 'identity', 'justice']).toContain(leaf.class);
  });

  it('holds in clear only codes, ids, times and declared public text', () => {
    const texts = clearLeaves.filter((leaf) => leaf.schema !== Bilingual).flatMap((leaf) => stringsIn(leaf.schema).map((schema) => ({ pointer: leaf.pointer, schema })));
    const loose = texts.filter(({ schema }) => sentences.some((sentence) => schema.safeParse(sentence).success));
    expect(loose.map(({ pointer }) => `${type}${pointer}`)).toEqual([]);
  });

  it('holds in clear no code of a list that tells what became of a person (domain.md 2.3.3)', () => {
    expect(clearLeaves.filter((leaf) => usesSealedList(leaf.schema)).map(({ pointer }) => `${type}${pointer}`)).toEqual([]);
  });

  it('declares its public texts', () => {
    const found = clearLeaves.filter((leaf) => leaf.schema === Bilingual).map(({ pointer }) => `${type}${pointer}`);
    expect(found).toEqual(publicTexts.filter((text) => text.startsWith(`${type}/`)));
  });

  it('seals something only where the stream is a person’s', () => {
    const sealed = leavesOf(fields).filter((leaf) => leaf.class !== 'clear');
    if (kind !== 'case' && kind !== 'person') expect(sealed).toEqual([]);
  });

  it('can be read with only what is required, and with all that there is', () => {
    for (const data of [leastData(fields), sampleData(fields)]) {
      expect(writtenSchema(fields).parse(data)).toEqual(data);
      const stored = splitFields(fields, data);
      expect(joinFields(fields, stored.clear, stored.parts)).toEqual(data);
      expect(readSchema(fields).parse(joinFields(fields, stored.clear, stored.parts))).toEqual(data);
    }
  });

  it('can be read whichever of its parts no longer open', () => {
    for (const data of [leastData(fields), sampleData(fields)]) {
      const { clear, parts } = splitFields(fields, data);
      for (const closed of [...parts.map((part) => [part]), parts]) {
        const opened = parts.map((part): JoinPart => (closed.includes(part) ? { ...part, values: ERASED } : part));
        const joined = joinFields(fields, clear, opened);
        expect(readSchema(fields).parse(joined)).toEqual(joined);
      }
    }
  });

  it('holds something in every group that is required: an empty one would not be there when it is read', () => {
    const groups = nodesIn(fields).filter((node) => node.kind === 'group');
    expect(groups.filter((node) => !node.optional && mayLack(node.fields))).toEqual([]);
  });

  it('has a way up from every version below its own', () => {
    expect(Object.keys(definition.upcasts).map(Number)).toEqual(Array.from({ length: definition.version - 1 }, (_, i) => i + 1));
  });
});

describe('the register of events', () => {
  it('has no type twice: a subscriber knows an event by its type alone', () => {
    expect(new Set(all.map(({ type }) => type)).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(50);
  });

  it('declares no public text that is not there', () => {
    const types = new Set(all.map(({ type }) => type));
    expect(publicTexts.filter((text) => !types.has(text.split('/')[0] ?? ''))).toEqual([]);
  });
});
