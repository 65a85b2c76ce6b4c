import { metadataOf } from '@amana/app/stored-metadata';
import type { RecordedEvent } from '@amana/ports/event-store';
import type { Given } from '../testing/heard-api.ts';
import { isOfTheSystem } from '../testing/log-of.ts';

/** What was sent, by its key, and what was answered. */
type Answered = Pick<Given, 'key' | 'path'> & { readonly answer: Pick<Given['answer'], 'body'> };
type Told = { readonly id: string; readonly type: string; readonly revision: number };

export type FoundInLog = {
  /** Commands that were answered. */
  readonly acknowledged: number;
  /** Those of them whose events are in the log as they were told. */
  readonly found: number;
  /** Commands that are there twice or in part, and events that come again. */
  readonly doubled: number;
  /** What is wrong, in words. */
  readonly faults: readonly string[];
};

/** Holds a log against what was answered. MUST be read after the answers were taken down. */
export function lookInLog(log: readonly RecordedEvent[], given: readonly Answered[]): FoundInLog {
  const ofCommands = log.filter((event) => !isOfTheSystem(event));
  const commands = Map.groupBy(ofCommands, (event) => metadataOf(event).commandId);
  const lost = given.filter(({ key, answer }) => {
    const told = (answer.body['events'] as Told[]).map(({ id, type, revision }) => [id, type, revision]);
    const stored = (commands.get(key) ?? []).map(({ id, type, revision }) => [id, type, revision]);
    return JSON.stringify(told) !== JSON.stringify(stored);
  });
  const torn = [...commands].filter(([, events]) => {
    const streams = new Set(events.map(({ stream }) => stream));
    return (
      streams.size !== 1 || events.some((event, i) => JSON.stringify(metadataOf(event).commandIndex) !== JSON.stringify([i, events.length]))
    );
  });
  const twice = log.length - new Set(log.map(({ id }) => id)).size;
  const gaps = [...Map.groupBy(log, ({ stream }) => stream)].filter(([, events]) => events.some(({ revision }, i) => revision !== i));
  const faults = [
    ...lost.map(({ path, key }) => `answered and not stored as told: ${path} ${key}`),
    ...torn.map(([id]) => `twice or in part: command ${id}`),
    ...(twice === 0 ? [] : [`${twice} events come twice`]),
    ...gaps.map(([stream]) => `a gap in ${stream}`),
  ];
  return { acknowledged: given.length, found: given.length - lost.length, doubled: torn.length + twice, faults };
}

/**
 * What is wrong with a log after what was answered: an answer whose events are not there as told, a command that is there twice or in
 * part, an event that comes twice, a stream with a gap.
 */
export const faultsInLog = (log: readonly RecordedEvent[], given: readonly Answered[]): readonly string[] => lookInLog(log, given).faults;
