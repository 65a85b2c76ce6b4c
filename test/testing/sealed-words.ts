import type { FieldNode, Fields, PrivacyClass } from '@amana/domain/field-tree';
import type { Given } from './heard-api.ts';

/** Each text in a body with the field in which it was sent. */
type Sent = { readonly field: string; readonly class: PrivacyClass; readonly text: string };

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

function sentIn(tree: Fields, value: { readonly [name: string]: unknown }, at: string): Sent[] {
  return Object.entries(value).flatMap(([name, child]) => {
    const node: FieldNode | undefined = tree[name];
    const field = `${at}/${name}`;
    if (node?.kind === 'group') return sentIn(node.fields, child as typeof value, field);
    if (node?.kind === 'list') return (child as (typeof value)[]).flatMap((element) => sentIn(node.fields, element, `${field}/*`));
    return textsIn(child).map((text) => ({ field, class: node?.class ?? 'clear', text })); // what is not in the tree is the frame
  });
}

/** A code of one letter stands everywhere. */
const LEAST = 3;

/**
 * The codes that were sent in sealed `statistic` fields and in no clear field, as they stand in JSON. `fields` says in which fields such
 * codes were sent, `others` which `statistic` fields held texts, but none that could be told from what stands in clear.
 */
export function sealedWords(given: readonly Given[]): { words: string[]; fields: string[]; others: string[] } {
  const sent = given.flatMap(({ command, body }) =>
    sentIn(command.fields, body, '').map((each) => ({ ...each, field: `${command.name} ${each.field}` })),
  );
  const clear = new Set(sent.filter((each) => each.class === 'clear').map(({ text }) => text));
  const hidden = sent.filter((each) => each.class === 'statistic' && each.text.length >= LEAST && !clear.has(each.text));
  const fields = [...new Set(hidden.map(({ field }) => field))];
  const others = [...new Set(sent.filter((each) => each.class === 'statistic' && !fields.includes(each.field)).map(({ field }) => field))];
  return { words: [...new Set(hidden.map(({ text }) => `"${text}"`))], fields, others };
}
