import type { AnyFact, EventDefinitions, Fact } from './event-definition.ts';
import type { Written } from './field-tree.ts';

/** What a decision adds to the metadata of its events beside what the frame of the command says. */
export type Decision = {
  readonly events: readonly AnyFact[];
  readonly rules: readonly string[];
  readonly consentIds: readonly string[];
};

export const accept = (events: AnyFact | readonly AnyFact[], basis: { rules?: readonly string[]; consentIds?: readonly string[] } = {}): Decision => ({
  events: Array.isArray(events) ? (events as readonly AnyFact[]) : [events as AnyFact],
  rules: basis.rules ?? [],
  consentIds: basis.consentIds ?? [],
});

/** Typed constructor of the facts of a region: `fact('ReferralSent', { ... })`. */
export const factsOf =
  <D extends EventDefinitions>(_definitions: D) =>
  <T extends keyof D & string>(type: T, data: Written<D[T]['fields']>): Extract<Fact<D>, { type: T }> =>
    ({ type, data }) as unknown as Extract<Fact<D>, { type: T }>;
