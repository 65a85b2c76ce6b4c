import { isFailure } from './failure.ts';

export type DescribedError = {
  name: string;
  code?: string | undefined;
  /** Only of our own failures: a foreign message may quote what it was given (JSON.parse does). */
  message?: string | undefined;
  /** Places in the code, never the message that heads a stack. */
  stack?: readonly string[] | undefined;
  cause?: DescribedError | undefined;
};

const SAFE_WORD = /^[A-Za-z0-9_.:-]{1,64}$/;
const DEEPEST_CAUSE = 3;

const safeWord = (value: unknown): string | undefined =>
  (typeof value === 'string' && SAFE_WORD.test(value)) || typeof value === 'number' ? String(value) : undefined;

function framesOf(error: { stack?: unknown }): readonly string[] | undefined {
  if (typeof error.stack !== 'string') return undefined;
  return error.stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
}

/** What a log line may say of an error. Foreign errors are named, not quoted; `withStack` adds places in the code. */
export function describeError(error: unknown, withStack: boolean, depth = 0): DescribedError {
  if (typeof error !== 'object' || error === null) return { name: `thrown ${typeof error}` };
  const facts = error as { name?: unknown; code?: unknown; stack?: unknown; cause?: unknown };
  return {
    name: safeWord(facts.name) ?? 'Error',
    code: safeWord(facts.code),
    message: isFailure(error) ? error.message : undefined,
    stack: withStack ? framesOf(facts) : undefined,
    cause: facts.cause === undefined || depth >= DEEPEST_CAUSE ? undefined : describeError(facts.cause, withStack, depth + 1),
  };
}
