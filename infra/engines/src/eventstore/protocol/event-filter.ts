import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { StoredEvent } from '../log/stored-event.ts';
import { unforeseen } from './call-failure.ts';

export type EventFilter = {
  matches(event: StoredEvent): boolean;
  /** A checkpoint is due after so many events, whether they match or not. */
  checkpointInterval: number;
};

const defaultWindow = 32;

/** Undefined where everything is wanted. */
export function filterOf(options: streams.ReadReq.Options): EventFilter | undefined {
  const filter = options.getFilter();
  if (filter === undefined) return undefined;
  const expression = filter.hasStreamIdentifier() ? filter.getStreamIdentifier() : filter.getEventType();
  if (expression === undefined) throw unforeseen();
  const subjectOf = ({ stream, type }: StoredEvent): string => (filter.hasStreamIdentifier() ? stream : type);
  const regex = expression.getRegex() === '' ? undefined : parseRegex(expression.getRegex());
  const prefixes = expression.getPrefixList();
  return {
    matches: (event) => (regex ? regex.test(subjectOf(event)) : prefixes.some((prefix) => subjectOf(event).startsWith(prefix))),
    checkpointInterval: (filter.hasMax() ? filter.getMax() : defaultWindow) * filter.getCheckpointintervalmultiplier(),
  };
}

function parseRegex(source: string): RegExp {
  try {
    return new RegExp(source);
  } catch {
    throw unforeseen();
  }
}
