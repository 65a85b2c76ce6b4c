import type { FieldNode, Fields, PrivacyClass, SealedClass } from './field-tree.ts';
import type { Mark } from './mark.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Data = { readonly [name: string]: unknown };
type Mutable = { [name: string]: unknown };

/** The values of one class about one person; `about` is undefined for the subject of the event itself. */
export type SplitPart = { about: string | undefined; class: SealedClass; values: { [pointer: string]: Json } };
export type SplitData = { clear: { [name: string]: Json }; parts: SplitPart[] };

/** The same part after reading: its values, or the mark that stands in their place. */
export type JoinPart = { about: string | undefined; class: SealedClass; values: { readonly [pointer: string]: unknown } | Mark };

const escape = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');
const unescape = (segment: string) => segment.replaceAll('~1', '/').replaceAll('~0', '~');

/**
 * Takes what deciding made apart by class: what stays in clear, and for each person and class the values by JSON pointer.
 * A group that keeps nothing in clear leaves no empty object behind; an element of a list keeps its place (domain.md 2.3.5).
 */
export function splitFields(fields: Fields, data: Data): SplitData {
  const parts: SplitPart[] = [];
  const partOf = (about: string | undefined, cls: SealedClass) => {
    const found = parts.find((part) => part.about === about && part.class === cls);
    if (found) return found;
    const made: SplitPart = { about, class: cls, values: {} };
    parts.push(made);
    return made;
  };

  const walk = (tree: Fields, value: Data, pointer: string): { [name: string]: Json } => {
    const kept: { [name: string]: Json } = {};
    for (const [name, node] of Object.entries(tree)) {
      const child = value[name];
      if (child === undefined) continue;
      const at = `${pointer}/${escape(name)}`;
      const left = walkNode(node, child, at);
      if (left !== undefined) kept[name] = left;
    }
    return kept;
  };

  const walkNode = (node: FieldNode, value: unknown, at: string): Json | undefined => {
    if (node.kind === 'list') return (value as Data[]).map((element, i) => walk(node.fields, element, `${at}/${i}`));
    if (node.kind === 'group') {
      const kept = walk(node.fields, value as Data, at);
      return Object.keys(kept).length > 0 ? kept : undefined;
    }
    if (node.class === 'clear') return value as Json;
    partOf(node.about, node.class).values[at] = value as Json;
    return undefined;
  };

  return { clear: walk(fields, data, ''), parts };
}

/** Of plain JSON; a structured clone costs ten times as much, and every event that is read goes through here. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, copyOf(child)]));
}

function place(data: Mutable, pointer: string, value: unknown): void {
  const segments = pointer.slice(1).split('/').map(unescape);
  let at = data;
  for (const segment of segments.slice(0, -1)) at = (at[segment] ??= {}) as Mutable;
  at[segments.at(-1) ?? ''] = value;
}

/**
 * Puts the pieces together again. Where a part does not open, each field of its class (and person) reads as the mark: also an
 * optional one, because nobody can tell any more whether it was there.
 */
export function joinFields(fields: Fields, clear: Data, parts: readonly JoinPart[]): { [name: string]: unknown } {
  const data = copyOf(clear) as Mutable;
  for (const part of parts) {
    if ('mark' in part.values) {
      markLeaves(fields, data, part as JoinPart & { values: Mark });
    } else {
      for (const [pointer, value] of Object.entries(part.values)) if (!pointer.startsWith('/~')) place(data, pointer, value);
    }
  }
  return data;
}

function markLeaves(fields: Fields, data: Mutable, part: { about: string | undefined; class: SealedClass; values: Mark }): void {
  for (const [name, node] of Object.entries(fields)) {
    if (node.kind === 'leaf') {
      if (node.class === part.class && node.about === part.about) data[name] = part.values;
    } else if (node.kind === 'group') {
      if (!holds(node.fields, part)) continue;
      data[name] ??= {};
      markLeaves(node.fields, data[name] as Mutable, part);
    } else {
      for (const element of (data[name] ?? []) as Mutable[]) markLeaves(node.fields, element, part);
    }
  }
}

function holds(fields: Fields, part: { about: string | undefined; class: PrivacyClass }): boolean {
  return Object.values(fields).some((node) => (node.kind === 'leaf' ? node.class === part.class && node.about === part.about : holds(node.fields, part)));
}

/** Every leaf of the tree with its pointer; an element of a list stands as `*`. For proofs over schemas and for the register of fields. */
export function leavesOf(fields: Fields, pointer = ''): { pointer: string; class: PrivacyClass; about: string | undefined; optional: boolean }[] {
  return Object.entries(fields).flatMap(([name, node]) => {
    const at = `${pointer}/${escape(name)}`;
    if (node.kind === 'leaf') return [{ pointer: at, class: node.class, about: node.about, optional: node.optional }];
    return leavesOf(node.fields, node.kind === 'list' ? `${at}/*` : at);
  });
}
