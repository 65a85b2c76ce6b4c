import { z } from 'zod';
import { fieldErrorTexts } from './field-error-texts.ts';
import { fieldErrors, type FieldError } from './field-errors.ts';
import { SetupFailure } from './failure.ts';
import { fillText, type Language } from './fill-text.ts';

/** The environment does not say what the service needs. The message lists every problem by variable, and no value. */
export class ConfigError extends SetupFailure {
  constructor(message: string) {
    super('CONFIG_INVALID', message);
    this.name = 'ConfigError';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const HEADINGS = {
  fr: 'Configuration incomplète ou invalide, rien n’a été démarré. À corriger :',
  en: 'The configuration is incomplete or invalid, nothing was started. To be changed:',
} as const;

/** The language of whoever started the process: French where the locale is French, else English. */
export const operatorLanguage = (env: Environment = process.env): Language =>
  /^fr/i.test(env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? '') ? 'fr' : 'en';

function describedAs(schema: z.ZodType, variable: string): string {
  const field: unknown = schema instanceof z.ZodObject ? schema.shape[variable] : undefined;
  const description = field instanceof z.ZodType ? field.description : undefined;
  return description === undefined ? '' : ` (${description})`;
}

type Found = { env: Environment; schema: z.ZodType; language: Language };

/** A refinement of a configuration is a sentence for the operator; all other texts come from the table. */
function lineFor(issue: z.core.$ZodIssue, error: FieldError, { env, schema, language }: Found): string {
  const variable = String(issue.path[0] ?? '');
  const missing = issue.code !== 'custom' && env[variable] === undefined;
  const texts: Readonly<Record<string, { fr: string; en: string }>> = fieldErrorTexts;
  const text = texts[missing ? 'REQUIRED' : error.code] ?? fieldErrorTexts.INVALID;
  const said = issue.code === 'custom' ? issue.message : fillText(text[language], error.params);
  return variable === '' ? `  - ${said}` : `  - ${variable}: ${said}${describedAs(schema, variable)}`;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

/**
 * The configuration of a service: parsed once, complete, frozen. This is the only reader of `process.env`. A variable that is
 * set to nothing (`NAME=` in an env file) counts as not set.
 * @throws ConfigError that lists all problems at once, in French where the locale is French. A refinement's own message is shown
 * as it is, so it MUST NOT be made from a value: a configuration holds secrets.
 */
export function readConfig<Schema extends z.ZodType>(schema: Schema, env: Environment = process.env): z.output<Schema> {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(set);
  if (parsed.success) return deepFreeze(parsed.data);
  const language = operatorLanguage(set);
  const found = { env: set, schema, language };
  const lines = parsed.error.issues.map((issue) => {
    const [error = { pointer: '', code: 'INVALID', params: {} }] = fieldErrors(new z.ZodError([issue]));
    return lineFor(issue, error, found);
  });
  throw new ConfigError([HEADINGS[language], ...lines].join('\n'));
}
