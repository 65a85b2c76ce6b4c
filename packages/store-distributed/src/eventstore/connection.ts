import { StoreUnavailable } from '@amana/ports/failures';
import { createCallGate } from './call-gate.ts';
import { eventStoreFailure, isConnectionTrouble, leaderNamedBy } from './eventstore-failure.ts';
import type { MakeNodeClient, NodeClient } from './node-client.ts';
import type { NodeAddress } from './parse-event-store-url.ts';

/** Below the 100 calls that a node takes on one connection: what was cancelled a moment ago still counts there. */
const maxCalls = 80;

export type CallOptions = {
  timeoutMs: number;
  /** What is known of an append when the call fails without an answer. */
  written: 'no' | 'unknown';
  signal?: AbortSignal | undefined;
};

export type Connection = {
  /** Aborts when the connection closes: reads end then. */
  readonly closing: AbortSignal;
  /**
   * One call, with the milliseconds that are left for it; `send` keeps to them and leaves nothing open. Rejects with a PortFailure, or
   * with the signal's reason.
   */
  call<T>(send: (client: NodeClient, leftMs: number) => Promise<T>, options: CallOptions): Promise<T>;
  /** A client with a connection of its own, for what holds its call for ever. */
  newClient(): NodeClient;
  /** Refuses further calls, ends reads, waits for the appends under way (bounded by their own time). Twice is safe. */
  close(): Promise<void>;
};

type Member = { readonly client: NodeClient; calls: number };

/** The way to the node for all calls but subscriptions. A client that failed by itself is given up, and the next call gets a new one. */
export function createConnection(makeClient: MakeNodeClient): Connection {
  const aborter = new AbortController();
  const closing = aborter.signal;
  const gate = createCallGate(maxCalls);
  const underWay = new Set<Promise<unknown>>();
  let current: Member | undefined;
  let leader: NodeAddress | undefined; // until a call to it fails

  function leave(member: Member): void {
    member.calls -= 1;
    if (member.calls === 0 && member !== current) member.client.end(); // others may still have been waiting for their answers on it
  }

  async function onClient<T>(send: (client: NodeClient, leftMs: number) => Promise<T>, leftMs: number): Promise<T> {
    const member = (current ??= { client: makeClient(leader), calls: 0 });
    member.calls += 1;
    try {
      return await send(member.client, leftMs);
    } catch (error) {
      const named = leaderNamedBy(error);
      if (member === current && (named !== undefined || isConnectionTrouble(error))) [current, leader] = [undefined, named];
      throw error;
    } finally {
      leave(member);
    }
  }

  async function inTime<T>(
    send: (client: NodeClient, leftMs: number) => Promise<T>,
    { timeoutMs, written, signal }: CallOptions,
  ): Promise<T> {
    const until = performance.now() + timeoutMs;
    if (!(await gate.enter(timeoutMs, closing)))
      throw notSent(closing.aborted ? 'the store is closed' : `no place among ${maxCalls} calls in ${timeoutMs} ms`);
    try {
      if (closing.aborted) throw notSent('the store is closed');
      return await onClient(send, Math.max(1, until - performance.now()));
    } catch (error) {
      signal?.throwIfAborted();
      throw eventStoreFailure(error, written);
    } finally {
      gate.leave();
    }
  }

  return {
    closing,
    call: (send, options) => {
      const answer = inTime(send, options);
      const settled: Promise<unknown> = answer.catch(() => undefined).then(() => underWay.delete(settled)); // the failure is the caller's
      underWay.add(settled);
      return answer;
    },
    newClient: () => makeClient(leader),
    close: async () => {
      aborter.abort(notSent('the store is closed'));
      await Promise.all(underWay);
      current?.client.end();
      current = undefined;
    },
  };
}

const notSent = (words: string): StoreUnavailable => new StoreUnavailable(`EventStoreDB: ${words}`, { written: 'no' });
