/** One line of the comparison between what the demo counted itself and what the system says. */
export type Check = { readonly what: string; readonly expected: string | number; readonly found: string | number };

export function createVerdict(write: (line: string) => void) {
  const checks: Check[] = [];
  return {
    check: (what: string, expected: string | number, found: string | number) => checks.push({ what, expected, found }),
    /** Prints every line; true where all agree. */
    print: (): boolean => {
      for (const { what, expected, found } of checks) {
        const agrees = expected === found;
        write(`  ${agrees ? 'ok ' : 'NO '} ${what}: ${String(found)}${agrees ? '' : `   (expected ${String(expected)})`}`);
      }
      return checks.every(({ expected, found }) => expected === found);
    },
  };
}

export type Verdict = ReturnType<typeof createVerdict>;
