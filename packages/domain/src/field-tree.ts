import type { z } from 'zod';
import type { Mark } from './mark.ts';

/**
 * `clear`: ids, types, times, process codes. `statistic`: coded facts about a person. `identity`: names, contacts, free text,
 * exact places. `justice`: what an open proceeding may need when the rest is erased. The rule for a field: domain.md 2.3.2.
 */
export type PrivacyClass = 'clear' | 'statistic' | 'identity' | 'justice';
export type SealedClass = Exclude<PrivacyClass, 'clear'>;

/** `about` names another person than the subject of the event: such a value is sealed in a part, and under a key, of its own. */
export type Leaf<T = unknown, C extends PrivacyClass = PrivacyClass, O extends boolean = boolean> = {
  readonly kind: 'leaf';
  readonly class: C;
  readonly schema: z.ZodType<T>;
  readonly optional: O;
  readonly about: string | undefined;
};
export type Group<F extends Fields = Fields, O extends boolean = boolean> = {
  readonly kind: 'group';
  readonly fields: F;
  readonly optional: O;
};
/** A list of groups. Its elements keep their place in clear, also where all that they hold is sealed. */
export type List<F extends Fields = Fields, O extends boolean = boolean> = {
  readonly kind: 'list';
  readonly fields: F;
  readonly optional: O;
  readonly min: number;
  readonly max: number;
};
export type FieldNode = Leaf | Group | List;
export type Fields = { readonly [name: string]: FieldNode };

const leaf =
  <C extends PrivacyClass>(cls: C) =>
  <T>(schema: z.ZodType<T>, options: { about?: string } = {}): Leaf<T, C, false> => ({
    kind: 'leaf',
    class: cls,
    schema,
    optional: false,
    about: options.about,
  });

export const clear = leaf('clear');
export const statistic = leaf('statistic');
export const identity = leaf('identity');
export const justice = leaf('justice');

export const group = <F extends Fields>(fields: F): Group<F, false> => ({ kind: 'group', fields, optional: false });

export const list = <F extends Fields>(fields: F, size: { min?: number; max?: number } = {}): List<F, false> => ({
  kind: 'list',
  fields,
  optional: false,
  min: size.min ?? 0,
  max: size.max ?? 100,
});

type MadeOptional<N extends FieldNode> =
  N extends Leaf<infer T, infer C> ? Leaf<T, C, true> : N extends Group<infer F> ? Group<F, true> : N extends List<infer F> ? List<F, true> : never;

export const optional = <N extends FieldNode>(node: N): MadeOptional<N> => ({ ...node, optional: true }) as unknown as MadeOptional<N>;

export function omit<F extends Fields, K extends keyof F & string>(fields: F, ...names: readonly K[]): Omit<F, K> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !(names as readonly string[]).includes(name))) as Omit<F, K>;
}

export function pick<F extends object, K extends keyof F & string>(fields: F, ...names: readonly K[]): Pick<F, K> {
  return Object.fromEntries(names.map((name) => [name, fields[name]])) as Pick<F, K>;
}

type OptionalNames<F extends Fields> = { [K in keyof F]: F[K]['optional'] extends true ? K : never }[keyof F];
type WithOptional<F extends Fields, Values extends { [K in keyof F]: unknown }> = {
  [K in Exclude<keyof F, OptionalNames<F>>]: Values[K];
} & { [K in OptionalNames<F>]?: Values[K] | undefined };
type Flat<T> = { [K in keyof T]: T[K] };

type WrittenNode<N extends FieldNode> =
  N extends Leaf<infer T> ? T : N extends Group<infer F> ? Written<F> : N extends List<infer F> ? Written<F>[] : never;
type ReadNode<N extends FieldNode> =
  N extends Leaf<infer T, infer C> ? (C extends 'clear' ? T : T | Mark) : N extends Group<infer F> ? Read<F> : N extends List<infer F> ? Read<F>[] : never;

/** What deciding makes: strict, everything in it known. */
export type Written<F extends Fields> = Flat<WithOptional<F, { [K in keyof F]: WrittenNode<F[K]> }>>;
/** What a reader gets: each sealed leaf may be a mark, and the compiler asks. */
export type Read<F extends Fields> = Flat<WithOptional<F, { [K in keyof F]: ReadNode<F[K]> }>>;
