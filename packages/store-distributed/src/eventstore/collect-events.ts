import { PortFailure, StoreUnavailable } from '@amana/ports/failures';

/** An event as the client gives it. */
export type NodeEvent = {
  readonly id: string;
  readonly streamId: string;
  readonly revision: bigint;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: unknown;
  readonly metadata?: unknown;
  readonly position?: { readonly commit: bigint } | undefined;
};

/** A read of the client's, as it begins. */
export type NodeRead = AsyncIterable<{ readonly event?: NodeEvent }> & {
  destroy(error: Error): unknown;
  cancel(): Promise<void>;
};

export type CollectLimits = { timeoutMs: number; closing: AbortSignal; signal?: AbortSignal | undefined };

const nothing = (): void => undefined;

/**
 * Reads to the end, in the time given: the client knows no deadline for reads. Rejects with what the client says, or StoreUnavailable
 * when the time is over or the store closes. However it ends, the call is released: left to itself it would stay open, and after 100
 * of them the client hangs. By `for await` and by nothing else: it hears 'error', 'end' and 'close' alike, also after it was left.
 */
export async function collectEvents(read: NodeRead, { timeoutMs, closing, signal }: CollectLimits): Promise<NodeEvent[]> {
  const end = (words: string): unknown => read.destroy(new StoreUnavailable(`EventStoreDB: ${words}`, { written: 'no' }));
  const onClose = (): unknown => end('the store is closed');
  // Says nothing against the connection, so not as unavailable.
  const onAbort = (): unknown => read.destroy(new PortFailure('STOPPED', 'the reading was stopped', { retryable: false }));
  const timer = setTimeout(() => end(`no answer to a read in ${Math.round(timeoutMs)} ms`), timeoutMs);
  closing.addEventListener('abort', onClose);
  signal?.addEventListener('abort', onAbort);
  const events: NodeEvent[] = [];
  let isWhole = false;
  try {
    for await (const { event } of read) if (event !== undefined) events.push(event);
    isWhole = true;
    return events;
  } finally {
    clearTimeout(timer);
    closing.removeEventListener('abort', onClose);
    signal?.removeEventListener('abort', onAbort);
    // Not awaited: it waits for a call that may never begin, and rejects where none began.
    if (!isWhole) read.cancel().catch(nothing);
  }
}
