import type { Rejection } from './rejection.ts';

/** The first guard that refuses, in the order in which a person would ask. */
export const firstRefusal = (...guards: readonly (Rejection | undefined)[]): Rejection | undefined => guards.find((guard) => guard !== undefined);
