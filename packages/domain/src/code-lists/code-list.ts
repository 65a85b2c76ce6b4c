import { z } from 'zod';

export type Labels = { readonly fr: string; readonly en: string };

export type CodeEntry = Labels & {
  /** First and last day of use as `YYYY-MM-DD`; without one the code has no limit on that side. */
  readonly validFrom?: string;
  readonly validTo?: string;
  /** Mappings. HTCDS v2.0: the value for an export; where there are several, the facts of the case choose. */
  readonly htcds?: string | readonly string[];
  /** The column of a CTDC data set. */
  readonly ctdc?: string;
  /** The id of the same notion in Primero. */
  readonly primero?: string;
  /** The box of the Inter-Agency Referral Form. */
  readonly iarf?: string;
  /** ISO 3166-1 alpha-2 of a country, ISO 639-2 of a language. */
  readonly alpha2?: string;
  readonly iso6392?: string;
};

/** The privacy class of a value of the list; `field`: each field that uses the list has its own. */
export type CodeListClass = 'clear' | 'statistic' | 'field';

export type CodeListDefinition<Code extends string, Entry extends CodeEntry> = {
  /** `CL-20`; where several lists share a number, it ends in their name: `CL-05-language`. */
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly class: CodeListClass;
  readonly title: Labels;
  readonly source: string;
  /** A code is never renamed, removed or used for something else: one that is out of use gets a `validTo`. */
  readonly codes: { readonly [C in Code]: Entry };
};

export type CodeList<Code extends string = string, Entry extends CodeEntry = CodeEntry> = CodeListDefinition<Code, Entry & CodeEntry> & {
  /** Accepts every code that the list ever had, since stored events keep them; `validOn` says which are in use. */
  readonly schema: z.ZodType<Code, Code>;
};

export type CodeOf<List extends CodeList> = keyof List['codes'] & string;

export function codeList<Code extends string, Entry extends CodeEntry>(definition: CodeListDefinition<Code, Entry>): CodeList<Code, Entry> {
  return { ...definition, schema: z.enum(Object.keys(definition.codes) as Code[]) };
}

/** `day` is `YYYY-MM-DD`, in the zone of whoever asks. */
export function validOn<Code extends string>(list: CodeList<Code>, code: Code, day: string): boolean {
  const { validFrom, validTo } = list.codes[code];
  return (validFrom === undefined || validFrom <= day) && (validTo === undefined || day <= validTo);
}
