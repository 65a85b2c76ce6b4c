import type { Expected } from '../log/judge-append.ts';

type Options = { hasNoStream(): boolean; hasAny(): boolean; hasStreamExists(): boolean };

/** `revision` travels as an unsigned number: 2^64 - 1 is taken for «no stream», as by a node. */
export function expectedOf(options: Options, revision: string): Expected {
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'stream_exists';
  return BigInt.asIntN(64, BigInt(revision));
}
