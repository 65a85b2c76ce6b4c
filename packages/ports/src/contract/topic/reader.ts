import type { Consumer, ConsumerOptions, Topic, TopicMessage } from '../../topic.ts';

/** A consumer that runs, and what it was given. */
export type Reader = {
  /** Every call of the handler, repeats and failed tries included. */
  seen: TopicMessage[];
  /** What `onRetry` was told. */
  retries: [error: unknown, attempt: number][];
  /** Resolves as soon as the handler was called with this id. */
  reached(id: string): Promise<void>;
  running: Promise<void>;
  consumer: Consumer;
};

/** `handle` comes after the call was noted; without it every message is handled at once. */
export function startReader(store: Topic, options: Pick<ConsumerOptions, 'topic' | 'group'> & Partial<ConsumerOptions>): Reader {
  const seen: TopicMessage[] = [];
  const retries: [unknown, number][] = [];
  const waiting = new Set<() => void>();
  const consumer = store.consumer({
    topic: options.topic,
    group: options.group,
    handle: async (message) => {
      seen.push(message);
      for (const look of waiting) look();
      await options.handle?.(message);
    },
    onRetry: (error, attempt) => {
      retries.push([error, attempt]);
      options.onRetry?.(error, attempt);
    },
  });
  const reached = (id: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!seen.some((message) => message.id === id)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return { seen, retries, reached, running: consumer.run(), consumer };
}

/** Ids in the order of their first occurrence: what the port promises; a repeat may come at any time. */
export const firsts = (messages: readonly TopicMessage[]): string[] => [...new Set(messages.map((message) => message.id))];

export const message = (id: string, key = 'case-1'): TopicMessage => ({ key, id, value: { id, type: 'ReferralSent', revision: 3 } });

/** A promise that the test opens by hand. */
export function gate(): { open: () => void; opened: Promise<void> } {
  const { resolve, promise } = Promise.withResolvers<void>();
  return { open: resolve, opened: promise };
}
