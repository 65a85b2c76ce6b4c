import { setTimeout as delay } from 'node:timers/promises';
import type { Consumer, ConsumerOptions } from '@amana/ports/topic';
import { runSession } from './consumer-session.ts';
import type { KafkaSettings } from './kafka-settings.ts';
import type { Publisher } from './publisher.ts';

export type KafkaConsumerDeps = { readonly settings: KafkaSettings; readonly publisher: Publisher };

/**
 * Sessions one after another until it is stopped, with back-off, for ever and visibly: brokers that are away, a login that is refused
 * or a topic that is missing are told by `onRetry` and never end a consumer that nobody would start again.
 */
export function createKafkaConsumer(options: ConsumerOptions, deps: KafkaConsumerDeps): Consumer {
  const stopping = new AbortController();
  const { signal } = stopping;
  let finished: Promise<void> | undefined;

  async function run(): Promise<void> {
    for (let attempt = 0; !signal.aborted; ) {
      const { error, lived } = await runSession({ ...deps, consumer: options, signal });
      if (signal.aborted) return;
      attempt = lived ? 1 : attempt + 1;
      options.onRetry?.(error, attempt);
      // It rejects for nothing but the abort, which is asked next.
      await delay(deps.settings.backoffMs(attempt), undefined, { signal }).catch(() => undefined);
    }
  }

  return {
    run: () => (finished ??= run()),
    stop: async () => {
      stopping.abort();
      await finished?.catch(() => undefined); // a failure belongs to whoever awaits run()
    },
  };
}
