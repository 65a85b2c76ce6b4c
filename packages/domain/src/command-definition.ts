import type { Aggregate, StreamFacts } from './aggregate.ts';
import type { Frame } from './command-frame.ts';
import type { ContextOf, ContextRequests } from './context-request.ts';
import type { Decision } from './decision.ts';
import type { Fields, SealedClass, Written } from './field-tree.ts';
import type { Rejection } from './rejection.ts';
import type { Role } from './roles.ts';

export type CommandActor = { readonly userId: string; readonly role: Role; readonly agencyId: string };

export type CommandInput<State, Body> = {
  readonly body: Body;
  readonly frame: Frame;
  readonly state: State;
  readonly actor: CommandActor;
  /** UTC instant of the decision, ISO 8601. */
  readonly now: string;
  /** The uuid of the stream; for a person the id that the client gave. */
  readonly id: string;
  /** Set where a partner acts on its own referral: no body of a partner names one (I-64). */
  readonly referralId: string | undefined;
};

export type Example = { readonly [name: string]: unknown };

/**
 * One command: everything else (route, operation of the API reference, role check, refusal tests, documentation) comes from it.
 * `decide` is pure and total: it answers with events or with a rejection and never throws for a rule.
 */
export type Command<State extends { stream: StreamFacts } = { stream: StreamFacts }> = {
  readonly name: string;
  readonly on: Aggregate<State>;
  /** May this command be the first of its stream? Then `controller` says whose the stream will be; by default the actor's agency. */
  readonly creates: boolean;
  readonly controller: (body: Example, actor: CommandActor, id: string) => string;
  /** Name of the alert endpoint that gets a new secret with this command; the answer shows it once. */
  readonly secretFor: ((body: Example) => string) | undefined;
  readonly roles: readonly Role[];
  /** Roles of a partner that may give it on its own referral. */
  readonly partnerRoles: readonly Role[];
  readonly fields: Fields;
  /** Classes that the guards read from the stream itself; nothing else is opened. */
  readonly opens: readonly SealedClass[];
  /** Ids of the invariants that `decide` enforces, for documentation and tests. */
  readonly rules: readonly string[];
  /** Capabilities of domain.md 1.6 that this command serves. */
  readonly capabilities: readonly string[];
  readonly summary: { readonly fr: string; readonly en: string };
  /** A body that the schema accepts, without the frame. */
  readonly example: Example;
  readonly context: (input: CommandInput<State, Example>) => ContextRequests;
  readonly decide: (input: CommandInput<State, Example> & { readonly context: Readonly<Record<string, unknown>> }) => Decision | Rejection;
};

type Definition<State extends { stream: StreamFacts }, F extends Fields, C extends ContextRequests> = {
  name: string;
  creates?: boolean;
  controller?: (body: Written<F>, actor: CommandActor, id: string) => string;
  secretFor?: (body: Written<F>) => string;
  roles: readonly Role[];
  partnerRoles?: readonly Role[];
  fields: F;
  opens?: readonly SealedClass[];
  rules: readonly string[];
  capabilities?: readonly string[];
  summary: { fr: string; en: string };
  example: Written<F>;
  context?: (input: CommandInput<State, Written<F>>) => C;
  decide: (input: CommandInput<State, Written<F>> & { readonly context: ContextOf<C> }) => Decision | Rejection;
};

/** `commandOn(caseAggregate)({ name: 'SendReferral', ... })`. */
export const commandOn =
  <State extends { stream: StreamFacts }>(on: Aggregate<State>) =>
  <F extends Fields, C extends ContextRequests>(definition: Definition<State, F, C>): Command<State> => {
    const { creates = false, partnerRoles = [], opens = [], capabilities = [] } = definition;
    const controller = definition.controller ?? ((_body: unknown, actor: CommandActor) => actor.agencyId);
    const context = definition.context ?? (() => ({}));
    return { secretFor: undefined, ...definition, on, creates, partnerRoles, opens, capabilities, controller, context } as unknown as Command<State>;
  };
