import { describe, test } from '@jest/globals';

const variables = {
  eventstore: 'AMANA_TEST_EVENTSTORE_URL',
  mongodb: 'AMANA_TEST_MONGODB_URL',
  kafka: 'AMANA_TEST_KAFKA_BROKERS',
} as const;

/**
 * Tests against a real engine: run where its variable names one; else they are left out, with one loud line that says what was not
 * tested. AMANA_REQUIRE_ENGINES=1 makes a missing engine a failure. `cases` declares the tests; it MUST NOT connect by itself.
 */
export function describeWithEngine(engine: keyof typeof variables, title: string, cases: (address: string) => void): void {
  const variable = variables[engine];
  const address = process.env[variable] ?? '';
  const isNamed = address !== '';
  if (!isNamed && process.env['AMANA_REQUIRE_ENGINES'] === '1') {
    test(title, () => {
      throw new Error(`${variable} names no engine, and AMANA_REQUIRE_ENGINES=1 asks for one`);
    });
    return;
  }
  // Not by the console: jest keeps what a file says there to itself when all its tests are left out.
  if (!isNamed) process.stderr.write(`NOT TESTED (${variable} names no engine): ${title}\n`);
  const inOrOut = isNamed ? describe : describe.skip;
  inOrOut(title, () => {
    cases(address);
  });
}
