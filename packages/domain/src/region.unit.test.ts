import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { aggregate, fold, idOfStream, kindOfStream, streamName } from './aggregate.ts';
import { event } from './event-definition.ts';
import { clear, pick } from './field-tree.ts';
import { listener, region } from './region.ts';
import { recordedFact } from './testing/recorded-fact.ts';

const own = { Counted: event({ by: clear(z.int()) }), Cleared: event({}) };
const other = { Named: event({ name: clear(z.string()) }) };

const counter = region<{ readonly count: number; readonly last: number }>()({
  own,
  initial: { count: 0, last: -1 },
  on: {
    Counted: (state, { data, revision }) => ({ count: state.count + data.by, last: revision }),
    Cleared: () => ({ count: 0, last: -1 }),
  },
});
const namer = region<{ readonly name: string | undefined }>()({
  own: other,
  initial: { name: undefined },
  on: { Named: (_state, { data }) => ({ name: data.name }) },
});
const clears = listener<number>()({ to: pick(own, 'Cleared'), initial: 0, on: { Cleared: (state) => state + 1 } });

const counted = (by: number) => ({ type: 'Counted', data: { by } });
const cleared = { type: 'Cleared', data: {} };
const facts = (...given: { type: string; data: object; metadata?: { controller: string } }[]) => given.map((fact, revision) => recordedFact(fact, revision));
const upcast = (data: object) => ({ ...data });
const of = aggregate('case', { counter, namer, clears });

describe('a region', () => {
  it('may follow a fact of another region, which stays the other’s own', () => {
    const follower = region<string>()({
      own: pick(own, 'Counted'),
      to: pick(other, 'Named'),
      initial: '',
      on: { Counted: (state, { data }) => `${state}${data.by}`, Named: (state, { data }) => `${state}${data.name}` },
    });
    const state = facts(counted(2), { type: 'Named', data: { name: 'x' } }, cleared).reduce((before, event) => follower.evolve(before, event), follower.initial);
    expect([state, Object.keys(follower.own)]).toEqual(['2x', ['Counted']]);
  });

  it('folds its own facts and leaves every other one alone', () => {
    const [count, unknown] = facts(counted(2), { type: 'SomethingElse', data: { by: 5 } });
    const after = counter.evolve(counter.initial, count!);
    expect(after).toEqual({ count: 2, last: 0 });
    expect(counter.evolve(after, unknown!)).toBe(after);
  });

  it('takes no name of an object’s own methods for a fact', () => {
    for (const type of ['toString', 'constructor', '__proto__']) expect(counter.evolve(counter.initial, recordedFact({ type, data: {} }, 0))).toBe(counter.initial);
  });

  it('that listens has no facts of its own', () => {
    expect(clears.own).toEqual({});
    expect(clears.evolve(0, recordedFact(cleared, 0))).toBe(1);
    expect(clears.evolve(0, recordedFact(counted(1), 0))).toBe(0);
  });
});

describe('an aggregate', () => {
  it('knows the facts of all its regions, and of no listener', () => {
    expect(of.kind).toBe('case');
    expect(Object.keys(of.events)).toEqual(['Counted', 'Cleared', 'Named']);
    expect(of.events['Named']).toBe(other.Named);
  });

  it('begins with what each region begins with, and no stream', () => {
    expect(of.initial('case-1')).toEqual({
      counter: { count: 0, last: -1 },
      namer: { name: undefined },
      clears: 0,
      stream: { name: 'case-1', revision: 'no-stream', controller: undefined },
    });
  });

  it('folds regions side by side, and the revision of the last event', () => {
    expect(fold(of, 'case-1', facts(counted(2), cleared, { type: 'Named', data: { name: 'n' } }, counted(3)))).toEqual({
      counter: { count: 3, last: 3 },
      namer: { name: 'n' },
      clears: 1,
      stream: { name: 'case-1', revision: 3, controller: '0193c5a0-0000-7000-8000-00000000a9e1' },
    });
  });

  it('belongs to the controller of its first event, whoever writes later', () => {
    const { stream } = fold(of, 'case-1', facts({ ...counted(1), metadata: { controller: 'first' } }, { ...counted(1), metadata: { controller: 'second' } }));
    expect(stream).toEqual({ name: 'case-1', revision: 1, controller: 'first' });
  });

  it('changes no state that was folded before', () => {
    const before = fold(of, 'case-1', facts(counted(2)));
    const copy = structuredClone(before);
    of.evolve(before, recordedFact(counted(3), 1));
    expect(before).toEqual(copy);
  });

  it('counts a fact that its code does not know in the revision all the same', () => {
    expect(fold(of, 'case-1', facts(counted(2), { type: 'SomethingElse', data: {} }))).toMatchObject({ counter: { count: 2 }, stream: { revision: 1 } });
  });
});

describe('the name of a stream', () => {
  it('is the kind and the id, and comes apart again: an id holds hyphens itself', () => {
    const id = '0193c5a0-0000-7000-8000-0000000ca5e1';
    expect(streamName('person', id)).toBe(`person-${id}`);
    expect(idOfStream(`person-${id}`)).toBe(id);
    expect(kindOfStream(`person-${id}`)).toBe('person');
  });
});

describe('an event definition', () => {
  it('is version 1 without a history', () => {
    expect(event({})).toEqual({ fields: {}, version: 1, upcasts: {} });
  });

  it('needs a way from every version below its own', () => {
    expect(event({}, { version: 3, upcasts: { 1: upcast, 2: upcast } })).toMatchObject({ version: 3 });
    expect(() => event({}, { version: 3, upcasts: { 1: upcast } })).toThrow('no upcaster from version 2');
    expect(() => event({}, { version: 2, upcasts: {} })).toThrow('no upcaster from version 1');
  });
});
