/** What may stand in a text that leaves the process: codes, ids and numbers. Lists are lists of codes. */
export type TextParams = Readonly<Record<string, string | number | readonly (string | number)[]>>;

export type Language = 'fr' | 'en';

const PLAIN = /^[A-Za-z0-9_.:/+-]{1,128}$/;

export const isPlain = (value: string | number): boolean => PLAIN.test(String(value));

/**
 * Fills `{name}` from `params`. A value that is not a plain code, id or number becomes `?`: a text that was typed by somebody
 * never reaches an answer by this way, and an error handler is no place to throw.
 */
export function fillText(text: string, params: TextParams): string {
  return text.replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    if (value === undefined) return '?';
    const items = typeof value === 'object' ? value : [value];
    return items.map((item) => (isPlain(item) ? String(item) : '?')).join(', ');
  });
}
