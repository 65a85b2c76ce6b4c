import { z } from 'zod';

export type Labels = { readonly fr: string; readonly en: string };

/** Days as `YYYY-MM-DD`, first and last day of use; without one the code has no limit on that side. */
export type CodeEntry = Labels & { readonly validFrom?: string; readonly validTo?: string };

/** The privacy class of a value of the list; `field` = each field that uses the list says it. */
export type CodeListClass = 'clear' | 'statistic' | 'field';

export type CodeListDefinition<Code extends string, Entry extends CodeEntry> = {
  /** `CL-20`; one of several lists under the same number adds its name: `CL-05-language`. */
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly class: CodeListClass;
  readonly title: Labels;
  readonly source: string;
  /** Codes are never renamed or used again for something else: one that is out of use gets a `validTo`. */
  readonly codes: Readonly<Record<Code, Entry>>;
};

export type CodeList<Code extends string = string, Entry extends CodeEntry = CodeEntry> = CodeListDefinition<Code, Entry> & {
  /** Accepts every code that the list ever had, in use today or not: whether it is in use on a day is `validOn`'s question. */
  readonly schema: z.ZodType<Code, Code>;
};

export type CodeOf<List extends CodeList> = keyof List['codes'] & string;

export function codeList<const Code extends string, Entry extends CodeEntry>(
  definition: CodeListDefinition<Code, Entry>,
): CodeList<Code, Entry> {
  return { ...definition, schema: z.enum(Object.keys(definition.codes) as Code[]) };
}

/** `day` is `YYYY-MM-DD`, in the zone of whoever asks. */
export function validOn<Code extends string>(list: CodeList<Code>, code: Code, day: string): boolean {
  const { validFrom, validTo } = list.codes[code];
  return (validFrom === undefined || validFrom <= day) && (validTo === undefined || day <= validTo);
}
