import type { Metadata } from '@grpc/grpc-js';
import type { Method } from './method.ts';

/** A call that was received; `metadata` holds its headers, credentials too. */
export type ReceivedCall = { method: Method; metadata: Record<string, unknown> };

export type OpenCall = {
  method: Method;
  /** A clean end without a failure. */
  end(failure?: Error): void;
  /** Subscriptions only. */
  repeatCaughtUp?(): void;
};

export type CallRegistry = {
  /** The oldest first; of very many, the last ones. */
  readonly received: readonly ReceivedCall[];
  receive(method: Method, metadata: Metadata): void;
  /** Until the function that it returns is called. */
  add(call: OpenCall): () => void;
  count(method?: Method): number;
  end(method: Method | undefined, failure: Error | undefined): void;
  repeatCaughtUp(): void;
  /** Resolves when no call is under way. */
  whenIdle(): Promise<void>;
};

const maxReceived = 10_000;

/** The calls that came, and those under way. */
export function createCallRegistry(): CallRegistry {
  const received: ReceivedCall[] = [];
  const open = new Set<OpenCall>();
  const whenIdle = new Set<() => void>();
  const openOf = (method?: Method): OpenCall[] => [...open].filter((call) => method === undefined || call.method === method);

  return {
    received,
    receive: (method, metadata) => {
      received.push({ method, metadata: metadata.getMap() });
      if (received.length > maxReceived) received.splice(0, maxReceived / 2); // a server that runs for days must not keep them all
    },
    add: (call) => {
      open.add(call);
      return () => {
        if (!open.delete(call) || open.size > 0) return;
        for (const resolve of whenIdle) resolve();
        whenIdle.clear();
      };
    },
    count: (method) => openOf(method).length,
    end: (method, failure) => {
      for (const call of openOf(method)) call.end(failure);
    },
    repeatCaughtUp: () => {
      for (const call of open) call.repeatCaughtUp?.();
    },
    whenIdle: () =>
      new Promise((resolve) => {
        if (open.size === 0) resolve();
        else whenIdle.add(resolve);
      }),
  };
}
