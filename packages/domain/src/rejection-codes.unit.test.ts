import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { rejectionCodes, type RejectionCode } from './rejection-codes.ts';
import type { RejectionText } from './rejection-text.ts';
import { isRejection, reject } from './rejection.ts';
import { placeholdersIn } from './testing/placeholders.ts';

const entries = Object.entries(rejectionCodes) as [RejectionCode, RejectionText][];
const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => [file, readFileSync(join(import.meta.dirname, file), 'utf8')] as const);

const rulesIn = (text: string) => new Set(text.match(/\b(?:I-\d+|CL-\d+b?|DP-\d+)\b/g));
const byName = (a: string | undefined, b: string | undefined) => (a ?? '').localeCompare(b ?? '');
/** Refused by the handler of commands, before any command decides. */
const ofTheHandler = ['OCCURRED_IN_FUTURE'];

describe('the table of refusals', () => {
  it.each(entries)('%s says in French and in English what was refused and what to do', (code, { kind, fr, en }) => {
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
    expect(['rule', 'input', 'missing', 'access']).toContain(kind);
    for (const text of [fr.title, fr.detail, en.title, en.detail]) {
      expect(text).toBe(text.trim());
      expect(text.length).toBeGreaterThan(3);
    }
    expect(fr.title).not.toMatch(/[.!?]$/);
    expect(en.title).not.toMatch(/[.!?]$/);
    expect(fr.detail).toMatch(/[.!?]$/);
    expect(en.detail).toMatch(/[.!?]$/);
    expect(fr.detail).not.toBe(en.detail);
  });

  it.each(entries)('%s has the same placeholders in both languages, and none in a title', (_code, { fr, en }) => {
    expect(placeholdersIn(fr.detail)).toEqual(placeholdersIn(en.detail));
    expect(placeholdersIn(fr.title, en.title)).toEqual([]);
    for (const name of placeholdersIn(fr.detail)) expect(name).toMatch(/^[a-z][A-Za-z]*$/);
    for (const text of [fr.detail, en.detail]) expect(text.replaceAll(/\{[a-z][A-Za-z]*\}/g, '')).not.toMatch(/[{}]/);
  });

  it('names the same rules in both languages', () => {
    for (const [code, { fr, en }] of entries) expect([code, rulesIn(fr.detail)]).toEqual([code, rulesIn(en.detail)]);
  });

  it('holds no code twice: a later table would silently take the place of an earlier one', () => {
    const tables = sources.filter(([file]) => file.endsWith('rejections.ts'));
    const defined = tables.flatMap(([, text]) => [...text.matchAll(/^ {2}([A-Z][A-Z0-9_]+): \{$/gm)].map(([, code]) => code));
    expect(defined.toSorted(byName)).toEqual(Object.keys(rejectionCodes).toSorted(byName));
  });

  it('holds no code that nothing refuses with', () => {
    const code = sources.filter(([file]) => !file.endsWith('rejections.ts')).map(([, text]) => text);
    const unused = Object.keys(rejectionCodes).filter((name) => !code.some((text) => text.includes(`'${name}'`)));
    expect(unused).toEqual(ofTheHandler);
  });
});

describe('a refusal', () => {
  it('is a value with its code, what fills the text, and where to look in the body', () => {
    expect(reject('CASE_NOT_OPEN', { state: 'CLOSED' }, ['/caseId'])).toEqual({ rejected: 'CASE_NOT_OPEN', params: { state: 'CLOSED' }, pointers: ['/caseId'] });
    expect(reject('NO_MANDATE')).toEqual({ rejected: 'NO_MANDATE', params: {}, pointers: [] });
    expect(isRejection(reject('NO_MANDATE'))).toBe(true);
    expect(isRejection({ events: [] })).toBe(false);
  });
});
