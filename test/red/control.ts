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
  /** A regular expression for the titles of the tests that are meant; left out, all tests of the files are. */
  readonly only?: string;
  readonly engine?: Engine;
};
