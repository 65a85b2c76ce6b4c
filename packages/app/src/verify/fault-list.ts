import type { Fault, FaultCode, FaultFacts } from './fault.ts';

export type FaultList = {
  add(code: FaultCode, facts: FaultFacts): void;
  count(): number;
  /** The first ones of each code, in the order in which they were found. */
  shown(): readonly Fault[];
  /** How many of a code there are beside those that are shown. */
  unshown(): ReadonlyMap<FaultCode, number>;
};

/** All faults are counted; so many of each code are kept, since a lost keyring makes as many as there are persons. */
export function createFaultList(mostOfEach = 20): FaultList {
  const kept: Fault[] = [];
  const counts = new Map<FaultCode, number>();
  return {
    add: (code, facts) => {
      const count = (counts.get(code) ?? 0) + 1;
      counts.set(code, count);
      if (count <= mostOfEach) kept.push({ code, facts });
    },
    count: () => [...counts.values()].reduce((sum, count) => sum + count, 0),
    shown: () => kept,
    unshown: () => new Map([...counts].filter(([, count]) => count > mostOfEach).map(([code, count]) => [code, count - mostOfEach])),
  };
}
