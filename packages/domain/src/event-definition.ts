import type { Fields, Read, Written } from './field-tree.ts';
import type { Metadata } from './metadata.ts';

type Opened = { readonly [name: string]: unknown };

/** From a version to the next one. Runs after opening, so it copes with marks. */
export type Upcaster = (data: Opened) => Opened;

export type EventDefinition<F extends Fields = Fields> = {
  readonly fields: F;
  readonly version: number;
  /** `upcasts[n]` leads from version n to n + 1; one for each version below the present one. */
  readonly upcasts: Readonly<Record<number, Upcaster>>;
};
export type EventDefinitions = { readonly [type: string]: EventDefinition };

/** A fact. Its type is never renamed; a new shape is a new version with an upcaster, and a golden file of each stays in the tests. */
export function event<F extends Fields>(fields: F, history: { version: number; upcasts: Readonly<Record<number, Upcaster>> } = { version: 1, upcasts: {} }): EventDefinition<F> {
  for (let version = 1; version < history.version; version++)
    if (!history.upcasts[version]) throw new Error(`no upcaster from version ${version}`);
  return { fields, ...history };
}

/** An event as a fold sees it. */
export type DomainEvent<T extends string = string, D = Opened> = {
  readonly id: string;
  readonly type: T;
  readonly revision: number;
  readonly data: D;
  readonly metadata: Metadata;
};

export type EventOf<D extends EventDefinitions, T extends keyof D & string> = DomainEvent<T, Read<D[T]['fields']>>;

/** What a decision makes: a type and its data, everything known. */
export type Fact<D extends EventDefinitions = EventDefinitions> = { [T in keyof D & string]: { type: T; data: Written<D[T]['fields']> } }[keyof D & string];
export type AnyFact = { readonly type: string; readonly data: Opened };
