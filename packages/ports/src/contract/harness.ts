/** One fresh, empty place to store in; a suite makes one for each test. */
export type Harness<Port> = {
  store: Port;
  /** A second instance over the same data: as far as a store can tell, another process. */
  second(): Promise<Port>;
  /** Closes all instances and opens the place again: a restart. */
  reopen(): Promise<Port>;
  /** Closes all instances and removes the data. */
  close(): Promise<void>;
};

export type MakeHarness<Port> = () => Promise<Harness<Port>>;

let said = false;

/** For cases of two writers at the same instant: false, with one loud line, where the engine cannot keep its promises in them. */
export function hasAtomicGuards({ capabilities }: { capabilities: { atomicGuards: boolean } }): boolean {
  if (!capabilities.atomicGuards && !said) {
    said = true;
    console.warn(
      'NOT TESTED: two workers writing at the same instant. This engine has no atomic guards: run one worker of each kind on it.',
    );
  }
  return capabilities.atomicGuards;
}
