import { streamNameFilter, type Filter } from '@eventstore/db-client';

/** The part of a node's one log that a store sees. Everything else is not there for it: not read, not counted, not to be written. */
export type Scope = {
  holds(stream: string): boolean;
  /** The same, as the server filters a subscription. */
  readonly filter: Filter;
};

/** All but the streams of the log of reads. */
export function mainScope(accessPrefix: string): Scope {
  return {
    holds: (stream) => stream !== '' && !stream.startsWith('$') && !stream.startsWith(accessPrefix),
    filter: streamNameFilter({ regex: `^(?!\\$|${accessPrefix})` }),
  };
}

/** The log of reads: the streams of this prefix only. */
export function accessScope(accessPrefix: string): Scope {
  return { holds: (stream) => stream.startsWith(accessPrefix), filter: streamNameFilter({ prefixes: [accessPrefix] }) };
}
