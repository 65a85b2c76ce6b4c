/**
 * How many histories `npm test` plays: as many as a few seconds of a processor allow. To look longer, raise them, or run
 * `node --conditions=amana-source test/histories/look-longer.ts 5000`.
 */
export const runs = { rules: 26, stores: 6, engines: 1 } as const;

/** Intents of a history; each is one command or several. */
export const lengths = { rules: 50, stores: 30, engines: 12 } as const;

/** For as many of them as one wants: no test fails because it is slow. */
export const patienceMs = 1_800_000;
