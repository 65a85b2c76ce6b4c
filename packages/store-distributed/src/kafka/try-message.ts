import { PortFailure } from '@amana/ports/failures';
import { UndecodableMessage, type ConsumerOptions } from '@amana/ports/topic';
import { readRecord, type IncomingRecord } from './message-record.ts';
import { within } from './within.ts';

export type TryOptions = {
  readonly handle: ConsumerOptions['handle'];
  readonly handleMs: number;
  readonly toDeadLetters: (reason: string) => Promise<void>;
};

/**
 * One try of one message. Resolves when it is done with: handled, or safely among the dead letters. Rejects with whatever the handler
 * threw, or that it did not end in time: a promise that is never settled must not hold its partition for ever. What it left behind
 * may then still do something, as after a crash between its work and the commit; a handler is made for repeats.
 */
export async function tryMessage(record: IncomingRecord, { handle, handleMs, toDeadLetters }: TryOptions): Promise<void> {
  const handled = async (): Promise<void> => handle(readRecord(record));
  try {
    await within(handleMs, handled(), () => new PortFailure('HANDLER_SILENT', `a handler did not end within ${handleMs} ms`, { retryable: true }));
  } catch (error) {
    if (!(error instanceof UndecodableMessage)) throw error;
    await toDeadLetters(error.message);
  }
}
