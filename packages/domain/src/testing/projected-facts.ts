import { aggregates } from '../catalogue.ts';
import { kindOfStream, type StreamKind } from '../aggregate.ts';
import { WITHHELD } from '../mark.ts';
import type { ProjectedEvent, Projection, RowBody, RowDraft } from '../projections/projection.ts';
import { joinFields, splitFields } from '../split-fields.ts';
import { recordedFact, type Given } from './recorded-fact.ts';

/** An event as a projection sees it: sealed fields are withheld; in place of a sealed part stands its class, for the row's shape. */
function projectedFact(fact: Given, stream: string, revision: number): ProjectedEvent {
  const definition = aggregates[kindOfStream(stream) as StreamKind].events[fact.type];
  if (definition === undefined) throw new Error(`${fact.type} is no event of ${stream}`);
  const { clear, parts } = splitFields(definition.fields, fact.data as ProjectedEvent['data']);
  const recorded = recordedFact(fact, revision);
  const data = joinFields(definition.fields, clear, parts.map((part) => ({ about: part.about, class: part.class, values: WITHHELD })));
  const sealed = parts.map((part) => ({ class: part.class, ciphertext: '...' }));
  return { ...recorded, data, stream, position: BigInt(revision), ref: { id: recorded.id, stream, type: fact.type, schemaVersion: definition.version, clear, sealed } };
}

/** What a projection makes of a history: the rows of one stream. Between two events the state goes through JSON, as it does in its row. */
export function rowsAfter<State extends RowBody>(projection: Projection<State>, stream: string, facts: readonly Given[]): readonly RowDraft[] {
  const state = facts.reduce<State>(
    (before, fact, revision) => JSON.parse(JSON.stringify(projection.evolve(before, projectedFact(fact, stream, revision)))) as State,
    projection.initial,
  );
  return projection.rows(state, stream);
}
