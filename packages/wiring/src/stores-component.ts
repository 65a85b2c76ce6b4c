import type { Component } from '@amana/platform/lifecycle';

/** What the process has opened, as the first of its components: it is closed when all others have stopped, in this order. */
export const storesComponent = (...opened: readonly { close(): void | Promise<void> }[]): Component => ({
  name: 'stores',
  start: async () => undefined,
  stop: async () => {
    for (const store of opened) await store.close();
  },
});
