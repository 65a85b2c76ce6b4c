import { describe } from '@jest/globals';

/**
 * Tests that start an engine by this machine's Java, Maven or Go: too long and too much for every `npm test`. They run where
 * AMANA_REQUIRE_ENGINES=1 asks for engines, and fail there when a tool is missing; else one loud line says what was not tested.
 */
export function describeWhenAsked(title: string, cases: () => void): void {
  const isAsked = process.env['AMANA_REQUIRE_ENGINES'] === '1';
  // Not by the console: jest keeps what a file says there to itself when all its tests are left out.
  if (!isAsked) process.stderr.write(`NOT TESTED (AMANA_REQUIRE_ENGINES=1 asks for it): ${title}\n`);
  (isAsked ? describe : describe.skip)(title, cases);
}
