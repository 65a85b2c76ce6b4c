/**
 * What stands where a sealed value cannot be shown. `ERASED`: its key was destroyed. `WITHHELD`: this reader may not see it, or
 * this fold did not open it. Marks are plain JSON, so that they survive rows and answers.
 */
export type Mark = { readonly mark: 'ERASED' | 'WITHHELD' };

export const ERASED: Mark = Object.freeze({ mark: 'ERASED' });
export const WITHHELD: Mark = Object.freeze({ mark: 'WITHHELD' });

export function isMark(value: unknown): value is Mark {
  return typeof value === 'object' && value !== null && 'mark' in value && (value.mark === 'ERASED' || value.mark === 'WITHHELD');
}

/** The value, or undefined where a mark stands in its place. */
export function known<T>(value: T | Mark | undefined): T | undefined {
  return isMark(value) ? undefined : value;
}
