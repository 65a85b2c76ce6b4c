import { z } from 'zod';
import { PartialDateTime } from './partial-date-time.ts';

/** Ids are opaque and made by the client (UUIDv7 preferred): an offline device can refer to what it just made. */
export const Id = z.uuid().meta({ description: 'UUID, lower case, made by the client' }).refine((id) => id === id.toLowerCase(), {
  message: 'lower case only',
  params: { code: 'LOWER_CASE' },
});

/** The token's `sub`: never a name or an e-mail address. */
export const UserId = z.string().regex(/^[A-Za-z0-9:_-]{8,128}$/);

/** A number given by the agency. It holds no initials, sex, year of birth or nationality (domain.md 2.3.4); it stands in clear. */
export const RecordNumber = z.string().regex(/^[A-Z0-9][A-Z0-9/-]{2,31}$/);

export const GrantCode = z.string().regex(/^[A-Z0-9][A-Z0-9_-]{1,31}$/);

/** Free text about a person: always `identity`. */
export const FreeText = z.string().min(1).max(4000);
export const ShortText = z.string().min(1).max(300);

/** Declared public text of an organisation, French and English; it may not name anybody. */
export const Bilingual = z.strictObject({ fr: z.string().min(1).max(500), en: z.string().min(1).max(500) });

export const Count = z.int().nonnegative().max(1_000_000);
export const Amount = z.number().nonnegative().max(1_000_000_000);
export const AgeYears = z.int().nonnegative().max(120);
export const Year = z.int().min(1900).max(2100);
export const Admin1 = z.string().regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/).meta({ description: 'ISO 3166-2 code of the region' });

/** A day, or less where only month or year are known. */
export const DateOfLife = PartialDateTime.refine((date) => date.precision !== 'instant', { message: 'a day, month or year', params: { code: 'DAY_EXPECTED' } });

/** Free text and its language stand together, sealed under one key (I-23). */
export const Text = z.strictObject({ text: FreeText, lang: z.string().regex(/^[a-z]{3}$/).meta({ description: 'ISO 639-3' }) });
export type Text = z.infer<typeof Text>;

/** Code of a tool, form or unit that the agency names itself: never free text. */
export const LocalCode = z.string().regex(/^[A-Z0-9][A-Z0-9_-]{0,31}$/);
export const Currency = z.string().regex(/^[A-Z]{3}$/).meta({ description: 'ISO 4217' });

/** A calendar day as the process needs it (deadline, target), `YYYY-MM-DD`. */
export const Day = z.iso.date();
