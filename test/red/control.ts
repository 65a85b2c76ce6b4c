/** An engine that some tests need; they run where its variable names one. */
export type Engine = 'mongodb' | 'kafka';

/** A defence, the smallest edit that takes it out, and the tests that MUST fail without it. */
export type Control = {
  /** What it defends against, in a few words. */
  readonly defence: string;
  readonly file: string;
  /** Stands in the file exactly once; a rule of the house keeps that true. */
  readonly find: string;
  readonly put: string;
  /** Paths of test files. */
  readonly tests: readonly string[];
  /** Begins, or stands in, the titles of the tests that are meant: a regular expression. All tests of the files where it is left out. */
  readonly only?: string;
  readonly engine?: Engine;
};
