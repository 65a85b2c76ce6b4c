import type { RejectionText } from '../rejection-text.ts';

/** `{name}` in a text that a caller reads, in alphabetical order, each once. */
export const placeholdersIn = (...texts: readonly string[]): string[] =>
  [...new Set(texts.flatMap((text) => [...text.matchAll(/\{(\w*)\}/g)].map(([, name = '']) => name)))].toSorted();

export const placeholdersOf = ({ fr, en }: RejectionText): string[] => placeholdersIn(fr.title, fr.detail, en.title, en.detail);
