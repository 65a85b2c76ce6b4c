import { idOfStream, streamName, type StreamFacts, type StreamKind } from '@amana/domain/aggregate';
import type { CaseFold } from '@amana/domain/case/state';
import type { AnyFact } from '@amana/domain/event-definition';
import { personSubject } from '@amana/privacy/subject-id';

/** A person is one controller's by construction: the id that a client gave means another stream for every agency. */
export const streamOf = (kind: StreamKind, id: string, controller: string): string =>
  streamName(kind, kind === 'person' ? personSubject(controller, id) : id);

/** The person that the events of a stream are about: the subject of its keys. Undefined for streams without a person. */
export function subjectOf(kind: StreamKind, state: { stream: StreamFacts }, of: { controller: string; facts: readonly AnyFact[] }): string | undefined {
  if (kind === 'person') return idOfStream(state.stream.name);
  if (kind !== 'case') return undefined;
  const identified = of.facts.find((fact) => fact.type === 'PersonIdentified')?.data['personId'];
  const personId = (state as CaseFold).identification.personId ?? identified;
  return typeof personId === 'string' ? personSubject(of.controller, personId) : undefined;
}
