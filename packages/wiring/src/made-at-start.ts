import type { Component } from '@amana/platform/lifecycle';

/** A component that can be made only when those before it run: the listener needs the address of an issuer that the system chose. */
export function madeAtStart<C extends Component>(name: string, make: () => C, onReady: (component: C) => void): Component {
  let made: C | undefined;
  return {
    name,
    get failed() {
      return made?.failed;
    },
    start: async () => {
      made = make();
      await made.start();
      onReady(made);
    },
    stop: async () => made?.stop(),
  };
}
