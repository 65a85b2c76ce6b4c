import * as fc from 'fast-check';
import { commands } from '@amana/domain/catalogue';
import { people } from './cast.ts';
import { stepsOfLife } from './life-path.ts';

/** What may be wrong with a command: its body, who gives it, where, what it names, when it says to have happened. */
export const wrongs = ['field-missing', 'field-unknown', 'field-nonsense', 'other-role', 'other-agency', 'other-stream', 'other-ids', 'other-time', 'stale'] as const;
export type Wrong = (typeof wrongs)[number];

/**
 * What somebody means to do. The command itself is made when it is given, from the state of that moment: so a history stays one when
 * steps are taken out of it, and shrinks. `luck` decides what is left open ('steady': nothing is). `without` is a step of life that this
 * case never makes, by its number. `try` gives one command after another until one is stored; a detour ends the case early and reopens it.
 */
export type Intent =
  | { readonly kind: 'walk'; readonly of: number; readonly steps: number; readonly luck: number | 'steady'; readonly without?: number | undefined }
  | { readonly kind: 'any'; readonly of: number; readonly command: number; readonly luck: number | 'steady'; readonly wrong?: Wrong | undefined; readonly body?: object }
  | { readonly kind: 'detour'; readonly of: number; readonly luck: number }
  | { readonly kind: 'try'; readonly of: number; readonly luck: number }
  | { readonly kind: 'again'; readonly nth: number; readonly as: 'the same' | 'another user' | 'another body' }
  | { readonly kind: 'clock'; readonly jumpMs: number }
  | { readonly kind: 'confirm' }
  | { readonly kind: 'project' };

const HOUR = 3_600_000;
const of = fc.nat({ max: people.length - 1 });
const luck = fc.nat({ max: 0x7fff_ffff });
const jumps = [1, 1_000, 60_000, 6 * HOUR, 30 * 24 * HOUR, -2 * HOUR, -400 * 24 * HOUR, 400 * 24 * HOUR];

const intent: fc.Arbitrary<Intent> = fc.oneof(
  { weight: 9, arbitrary: fc.record({ kind: fc.constant('walk'), of, steps: fc.integer({ min: 1, max: 16 }), luck }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('any'), of, command: fc.nat({ max: commands.length - 1 }), luck, wrong: fc.constant(undefined) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('any'), of, command: fc.nat({ max: commands.length - 1 }), luck, wrong: fc.constantFrom(...wrongs) }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('try'), of, luck }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('detour'), of, luck }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('again'), nth: fc.nat(), as: fc.constantFrom('the same', 'another user', 'another body') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clock'), jumpMs: fc.constantFrom(...jumps) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('confirm') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('project') }) },
);

const without = fc.option(fc.nat({ max: stepsOfLife }), { nil: undefined });
const start = fc.record({ kind: fc.constant('walk'), of, steps: fc.nat({ max: stepsOfLife }), luck, without });

/** Two cases that have come so far, and what happens then. */
export const histories = (length: number): fc.Arbitrary<Intent[]> =>
  fc.tuple(fc.array(start, { maxLength: 2, size: 'max' }), fc.array(intent, { minLength: length / 2, maxLength: length, size: 'max' })).map(([starts, then]) => [...starts, ...then]);
