import { z } from 'zod';
import { crisisKind } from './code-lists/cl-55-crisis-kind.ts';
import { crisisPhase } from './code-lists/cl-55-crisis-phase.ts';
import { legalBasis } from './code-lists/cl-41-legal-basis.ts';
import { GrantCode, Id } from './formats.ts';
import { Instant, ZonedDateTime } from './partial-date-time.ts';

/**
 * What every body holds beside the fields of its command; it goes to the metadata of the events. `occurredAt` is when it
 * happened in the world, with the zone in which a day is meant; `corrects` is the event of
 * the same case that this one corrects (I-102). The corrected service, issue, admission, support or attribution then counts no more,
 * in indicators and in a centre's stock, and a milestone may be reached again (I-82); beside any other fact it is a note for those
 * who read the history, and changes no state.
 */
export const frameShape = {
  occurredAt: ZonedDateTime,
  legalBasis: z.array(legalBasis.schema).max(6).optional(),
  grants: z.array(GrantCode).max(10).optional(),
  /** Kind and phase only (CL-55); whether an armed group was involved is a fact about the person and is sealed. */
  crisis: z.strictObject({ kind: crisisKind.schema, phase: crisisPhase.schema }).optional(),
  corrects: Id.optional(),
  /** An app that was offline: its own counter and clock. */
  device: z.strictObject({ id: Id, sequence: z.int().nonnegative(), recordedAt: Instant }).optional(),
} as const;

const frameSchema = z.strictObject(frameShape);
export type Frame = z.infer<typeof frameSchema>;

export const frameNames: readonly string[] = Object.keys(frameShape);
