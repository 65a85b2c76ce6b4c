import type { Aggregate, StreamFacts } from './aggregate.ts';
import type { SealedClass } from './field-tree.ts';

/** 'everybody' may name agencies; 'controller' means: only where the stream belongs to the agency of the stream that is written. */
export type Namers = 'everybody' | 'controller';

/**
 * What a guard has to know from elsewhere. A stream that does not exist, or that the writer may not name, is undefined: a rule
 * cannot tell the two apart, and so neither can the caller (404).
 */
export type StreamRequest<State = unknown> = {
  readonly kind: 'stream';
  readonly of: Aggregate;
  readonly folds?: State;
  /** A name, or the id that the client gave a person: its stream follows from that and the controller. */
  readonly stream: string | { readonly personId: string };
  readonly opens: readonly SealedClass[];
  readonly namers: Namers;
};

/** A question to the read models. They may be down: the answer is then 'unchecked', the rule says so in `rules`, and goes on. */
export type QueryRequest<T = unknown> = {
  readonly kind: 'query';
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
  readonly answers?: T;
};

export type ContextRequests = { readonly [name: string]: StreamRequest | QueryRequest | undefined };

export type ContextOf<C extends ContextRequests> = {
  readonly [K in keyof C]: NonNullable<C[K]> extends StreamRequest<infer S> ? S | undefined : NonNullable<C[K]> extends QueryRequest<infer T> ? T | 'unchecked' : never;
};

export const streamState = <State extends { stream: StreamFacts }>(
  of: Aggregate<State>,
  stream: string | { readonly personId: string },
  options: { opens?: readonly SealedClass[]; namers?: Namers } = {},
): StreamRequest<State> => ({
  kind: 'stream',
  of: of as unknown as Aggregate,
  stream,
  opens: options.opens ?? [],
  namers: options.namers ?? 'controller',
});

/** Declares a question that `app` knows how to answer: `query<Occupancy>('centre-occupancy')({ centreId })`. */
export const query =
  <T>(name: string) =>
  (params: Readonly<Record<string, string>>): QueryRequest<T> => ({ kind: 'query', name, params });
