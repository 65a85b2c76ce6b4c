import type { StreamKind } from '../aggregate.ts';
import type { DomainEvent } from '../event-definition.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type RowBody = { readonly [key: string]: Json };
export type RowKey = string | number | boolean | null | readonly string[];

/** Sealed parts as they stand in an event, with the place that ties them to it: rows keep them like this, and hold no key. */
export type SealedRef = {
  readonly id: string;
  readonly stream: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly clear: RowBody;
  readonly sealed: readonly Json[];
};

/** An event as a projection sees it: every sealed field reads as withheld, `ref` keeps what a row may carry on for a later reader. */
export type ProjectedEvent = DomainEvent & {
  readonly stream: string;
  /** Place in the log: what came before what on another stream, which no clock tells. It holds for one era, and so do rows. */
  readonly position: bigint;
  readonly ref: SealedRef;
};

/** One line of a list. `keys` are clear: what rows are found and sorted by. */
export type RowDraft = { readonly rowId: string; readonly keys: Readonly<Record<string, RowKey>>; readonly body: RowBody };

/**
 * A read model as a pure fold of one stream. Its state is plain JSON without undefined, because it is itself a row. A change of
 * what it puts out is a new `version`: a golden test of its rows fails otherwise.
 */
export type Projection<State extends RowBody = RowBody> = {
  readonly name: string;
  readonly version: number;
  /** Lists of keys that queries filter and sort by. */
  readonly indexes: readonly (readonly string[])[];
  readonly kinds: readonly StreamKind[];
  readonly initial: State;
  readonly evolve: (state: State, event: ProjectedEvent) => State;
  /** All rows that the stream has now; one that is missing becomes a tombstone. */
  readonly rows: (state: State, stream: string) => readonly RowDraft[];
};

/** `case-list_v1`: what its rows and its checkpoint are kept under. */
export const projectionName = ({ name, version }: Pick<Projection, 'name' | 'version'>): string => `${name}_v${version}`;
