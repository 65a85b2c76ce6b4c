import type { Control } from './control.ts';
import type { TestsToRun } from './scratch.ts';

const any = '';

/** Each test that any control names, once: those of a file that some control means as a whole, all of them. */
export function baselineOf(controls: readonly Control[], mostMs: number): TestsToRun[] {
  const patterns = new Map<string, Set<string>>();
  for (const { tests, only = any } of controls)
    for (const test of tests) patterns.set(test, (patterns.get(test) ?? new Set()).add(only));
  const whole = [...patterns].filter(([, of]) => of.has(any)).map(([test]) => test);
  const named = [...patterns].filter(([, of]) => !of.has(any));
  const only = [...new Set(named.flatMap(([, of]) => [...of]))].map((pattern) => `(?:${pattern})`).join('|');
  return [
    { tests: whole, mostMs },
    { tests: named.map(([test]) => test), only, mostMs },
  ].filter(({ tests }) => tests.length > 0);
}
