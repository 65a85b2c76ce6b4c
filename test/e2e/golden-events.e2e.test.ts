import { describe, expect, it } from '@jest/globals';
import { readEvents } from '@amana/app/read-event';
import { leavesOf } from '@amana/domain/split-fields';
import { readSchema } from '@amana/domain/field-schemas';
import { eventDigestOf } from '@amana/privacy/digests';
import { sealedPartsOf } from '@amana/privacy/open-event';
import { definitions, facts, goldenKeys, knownEvents, makeGolden, readGolden, type Golden } from '../golden/golden-events.ts';

const golden = readGolden();
const byName = new Map(golden.map((each) => [each.name, each]));
const open = async ({ stored }: Golden) => {
  const keys = goldenKeys(sealedPartsOf(stored).map(({ subjectId }) => subjectId));
  const [event] = await readEvents([{ ...stored, position: 1n }], keys, { definitions, may: () => true });
  return event;
};

describe('golden events: what was stored by any release is read by this one (I-102)', () => {
  it('every type has one event of each of its versions (test/golden/write.ts adds what is missing)', () => {
    const versions = knownEvents.flatMap(({ type, version }) => Array.from({ length: version }, (_, i) => `${type}@${i + 1}`));
    expect(golden.map(({ name }) => name).toSorted()).toEqual(versions.toSorted());
  });

  it('the facts fill every field of their type', () => {
    const empty = knownEvents.flatMap(({ type, name }) =>
      leavesOf(definitions[type]?.fields ?? {})
        .filter(({ pointer }) => !has(facts[name], pointer.slice(1).split('/')))
        .map(({ pointer }) => `${name} ${pointer}`),
    );
    expect(empty).toEqual([]);
  });

  it.each(golden)('$name reads as it did when it was stored', async (each) => {
    const event = await open(each);
    expect(event).toEqual({
      id: each.stored.id,
      type: each.stored.type,
      revision: each.stored.revision,
      data: each.reads,
      metadata: each.stored.metadata,
    });
    expect(readSchema(definitions[each.stored.type]?.fields ?? {}).parse(event?.data)).toEqual(each.reads);
    expect(eventDigestOf(each.stored)).toBe(each.digest);
  });

  it.each(knownEvents)('$name is made today byte for byte as it was', async (known) => {
    expect(JSON.stringify(await makeGolden(known))).toBe(JSON.stringify(byName.get(known.name)));
  });
});

function has(value: unknown, [first, ...rest]: readonly string[]): boolean {
  if (first === undefined) return value !== undefined;
  if (first === '*') return (value as unknown[] | undefined)?.some((element) => has(element, rest)) ?? false;
  return has((value as Record<string, unknown> | undefined)?.[first], rest);
}
