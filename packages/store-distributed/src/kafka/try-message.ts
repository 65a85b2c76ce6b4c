import { PortFailure } from '@amana/ports/failures';
import { UndecodableMessage, type ConsumerOptions } from '@amana/ports/topic';
import { readRecord, type IncomingRecord } from './message-record.ts';
import { within } from '../within.ts';

export type TryOptions = {
  readonly handle: ConsumerOptions['handle'];
  readonly handleMs: number;
  /** Aborted when the consumer has ended without waiting any longer: no timer stays. */
  readonly signal: AbortSignal;
  readonly toDeadLetters: (reason: string) => Promise<void>;
};

/**
 * One try of one message. Resolves when it is done with: handled, or safely among the dead letters. Rejects with whatever the handler
 * threw, or that it did not end in time: a promise that is never settled must not hold its partition for ever. What it left behind
 * may then still do something, as after a crash between its work and the commit; a handler is made for repeats.
 */
export async function tryMessage(record: IncomingRecord, { handle, handleMs, signal, toDeadLetters }: TryOptions): Promise<void> {
  const handled = async (): Promise<void> => handle(readRecord(record));
  try {
    const late = () => new PortFailure('HANDLER_SILENT', `a handler did not end within ${handleMs} ms`, { retryable: true });
    await within(handled(), { ms: handleMs, late, signal });
  } catch (error) {
    if (!(error instanceof UndecodableMessage)) throw error;
    await toDeadLetters(error.message);
  }
}
