import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Component } from '@amana/platform/lifecycle';
import { acquireWriterLock } from '@amana/store-embedded/writer-lock';
import { openEventLog } from './log/event-log.ts';
import type { StartOptions } from './parse-start-options.ts';
import { startProtocolServer } from './protocol-server.ts';

const nothing = async (): Promise<void> => undefined;

/** The server on `log.db` in its folder, which is made where it is missing; one process at a time. `onReady` is told the URL. */
export function createNodeComponent({ port, data }: StartOptions, onReady: (url: string) => void): Component {
  let stop = nothing;
  return {
    name: 'EventStoreDB protocol server',
    start: async () => {
      mkdirSync(data, { recursive: true });
      await using opened = new AsyncDisposableStack(); // what a start that fails leaves behind
      const lock = opened.adopt(acquireWriterLock(data, { holder: 'EventStoreDB protocol server' }), (held) => held.release());
      const log = opened.adopt(openEventLog({ path: join(data, 'log.db') }), (open) => open.close());
      const server = await startProtocolServer({ port, log });
      opened.move();
      stop = async () => {
        await server.stop();
        log.close();
        lock.release();
      };
      onReady(server.url);
    },
    stop: () => stop(),
  };
}
