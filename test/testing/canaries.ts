import type { Command } from '@amana/domain/command-definition';
import type { FieldNode, Fields, Leaf } from '@amana/domain/field-tree';
import type { User } from '../demo/api.ts';
import type { Body } from './heard-api.ts';

type Value = { readonly [name: string]: unknown };

export const CANARY = 'CANARY-IDENTITY';

/** Facts of `statistic` fields by rare codes that no clear field of the story holds, and no rule asks for. By pointer in the body. */
const rareCodes: Readonly<Record<string, unknown>> = {
  '/place/admin1': 'QX-Z9Q',
  '/citizenship': ['XXB', 'XXC'],
  '/education': 'QURANIC',
  '/gender': 'NonConforming',
  '/maritalStatus': 'RegisteredPartnership',
  '/needs': ['MEDICAL', 'EDUCATION', 'SHELTER'].map((service) => ({ service, urgency: 'NORMAL' })),
  '/unit': 'QXZ-UNIT-7',
  '/destination/country': 'XXC',
  '/destination/admin1': 'QY-Z8Q',
};

/**
 * Puts a recognisable value into every sealed field of a body, also into those that the story leaves out: a text for what is free,
 * a rare code where nothing depends on it. `planted` says each text, `fields` where one went.
 */
export function createCanaries() {
  const planted = new Set<string>([CANARY]);
  const fields = new Set<string>();
  let count = 0;

  function canaryFor(leaf: Leaf, body: Body): unknown {
    count += 1;
    const words = `${CANARY}-${count}-éü`;
    const id = `facade00-0000-7000-8000-${String(count).padStart(12, '0')}`;
    const day = `${(body['birthYear'] as number | undefined) ?? 1931}-02-28`;
    const birthdate = { value: day, precision: 'day' };
    const forms: readonly (readonly [unknown, string])[] = [
      [words, CANARY],
      [id, id],
      [birthdate, day],
      [{ text: words, lang: 'fra' }, CANARY],
      [[words], CANARY],
      [{ phone: words, email: words, address: words }, CANARY],
      [[{ kind: words, number: words }], CANARY],
    ];
    const fitting = forms.find(([value]) => leaf.schema.safeParse(value).success);
    if (!fitting) throw new Error('no canary fits a new kind of sealed field: give it a form');
    planted.add(fitting[1]);
    return fitting[0];
  }

  function filled(tree: Fields, value: Value, within: { command: string; body: Body; at: string; mayOverride: boolean }): Value {
    const change = ([name, node]: [string, FieldNode]): [string, unknown] => {
      const at = `${within.at}/${name}`;
      const here = value[name];
      if (node.kind === 'list')
        return [name, (here as Value[] | undefined)?.map((element) => filled(node.fields, element, { ...within, at: `${at}/*` }))];
      if (node.kind === 'group') return [name, here === undefined ? here : filled(node.fields, here as Value, { ...within, at })];
      if (node.class === 'clear') return [name, here];
      if (node.class === 'statistic') return [name, rareCodes[at] ?? here];
      const isRefused = (name === 'overrideReason' && !within.mayOverride) || (node.about !== undefined && here === undefined);
      if (isRefused) return [name, here]; // who consents in person names nobody else
      fields.add(`${within.command} ${at}`);
      return [name, canaryFor(node, within.body)];
    };
    const changed = Object.entries(tree)
      .map(change)
      .filter(([, here]) => here !== undefined);
    return { ...value, ...Object.fromEntries(changed) };
  }

  return {
    planted,
    fields,
    /** For `hear`: only a supervisor may say why a limit was set aside. */
    change: (command: Command<never>, body: Body, as: User): Body =>
      filled(command.fields, body, { command: command.name, body, at: '', mayOverride: as.role === 'SUPERVISOR' }),
  };
}
