import type { History, Moment } from '../history.ts';
import type { LogEvent } from '../house.ts';

/** A rule of domain.md 2.7 as a question to a history: how often it was put to the test, and where it does not hold. */
export type Invariant = {
  readonly id: string;
  readonly rule: string;
  /** 'exact': only where the limits of other streams are known to the moment. 'rows': only where there are read models. */
  readonly only?: 'exact' | 'rows';
  /** Types of the events that it is about; none: every event. */
  readonly about?: readonly string[];
  readonly ask: (history: History) => { readonly asked: number; readonly faults: readonly string[] };
};

type Where = {
  readonly id: string;
  readonly rule: string;
  readonly of: readonly string[];
  /** Which of these events it is about; all of them where it is left out. */
  readonly when?: (moment: Moment) => boolean;
  readonly holds: (moment: Moment) => boolean;
};

/** A rule about each event of some types. A fault names types and places, never what stands in an event. */
export const atEach = ({ id, rule, of, when = () => true, holds }: Where): Invariant => ({
  id,
  rule,
  about: of,
  ask: ({ moments }) => {
    const asked = moments.filter((moment) => of.includes(moment.event.type) && when(moment));
    const faults = asked.filter((moment) => !holds(moment)).map(({ event }) => `${id}: ${event.type} at ${event.stream}@${event.revision}`);
    return { asked: asked.length, faults };
  },
});

/** The same for rules that hold only where the limits of other streams were known to the moment. */
export const whenExact = (invariant: Invariant): Invariant => ({
  ...invariant,
  only: 'exact',
  ask: (history) => (history.exact ? invariant.ask(history) : { asked: 0, faults: [] }),
});

export const is =
  (...types: readonly string[]) =>
  ({ type }: LogEvent): boolean =>
    types.includes(type);

export const names =
  (field: string, value: unknown) =>
  ({ data }: LogEvent): boolean =>
    data[field] === value;

export const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? (value as string[]) : []);

export const reliesOn = ({ event }: Moment, rule: string): boolean => event.metadata.rules.includes(rule);

/** Earlier grants of consent on which the event says that it rests. */
export const consentsBehind = ({ event, before }: Moment): LogEvent[] =>
  before.filter((earlier) => earlier.type === 'ConsentGranted' && event.metadata.consentIds.includes(String(earlier.data['consentId'])));

/** What happened since the case was last reopened; all of it where it never was. */
export const sinceReopening = ({ before }: Moment): readonly LogEvent[] => before.slice(before.findLastIndex(is('CaseReopened')) + 1);

/** All that the event rests on was granted before, in this scope. */
export const restsOn = (moment: Moment, scope: string): boolean =>
  moment.event.metadata.consentIds.length > 0 &&
  consentsBehind(moment).length === moment.event.metadata.consentIds.length &&
  consentsBehind(moment).every(names('scope', scope));
