import { z } from 'zod';
import { Instant, ZonedDateTime } from './partial-date-time.ts';

/** All metadata stands in clear, so it is never personal. `userId` is an opaque id by the token's check. */
export const Metadata = z.strictObject({
  schemaVersion: z.int().positive(),
  /** The agency responsible for the stream. */
  controller: z.string(),
  occurredAt: ZonedDateTime,
  recordedAt: Instant,
  /** 'unconfirmed': the server's clock had jumped, or stood before the log; such a time spoils no `knownAt`. */
  clock: z.enum(['ok', 'unconfirmed']),
  actor: z.strictObject({ userId: z.string(), role: z.string(), agencyId: z.string(), onBehalfOf: z.string().optional() }),
  commandId: z.string(),
  /** [place, count] within the events of the command. */
  commandIndex: z.tuple([z.int().nonnegative(), z.int().positive()]),
  /** Only where the command seals nothing; else it stands sealed under `/~request`. */
  requestDigest: z.string().optional(),
  correlationId: z.string(),
  causationId: z.string().optional(),
  /** Rules that were checked or set aside: `I-61`, `I-50:unchecked`, `I-52:override`. */
  rules: z.array(z.string()),
  legalBasis: z.array(z.string()),
  consentIds: z.array(z.string()),
  grants: z.array(z.string()),
  crisis: z.strictObject({ kind: z.string(), phase: z.string() }).optional(),
  corrects: z.string().optional(),
  device: z.strictObject({ id: z.string(), sequence: z.int().nonnegative(), recordedAt: Instant }).optional(),
});
export type Metadata = z.infer<typeof Metadata>;
