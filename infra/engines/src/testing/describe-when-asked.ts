import { describe } from '@jest/globals';

/**
 * Tests that start an engine by this machine's Java, Maven or Go: too long and too much for every `npm test`. They run where
 * AMANA_REQUIRE_ENGINES=1 asks for engines, and fail there when a tool is missing; else one loud line says what was not tested.
 */
export function describeWhenAsked(title: string, cases: () => void): void {
  const isAsked = process.env['AMANA_REQUIRE_ENGINES'] === '1';
  if (!isAsked) console.warn(`NOT TESTED (AMANA_REQUIRE_ENGINES=1 asks for it): ${title}`);
  (isAsked ? describe : describe.skip)(title, cases);
}
