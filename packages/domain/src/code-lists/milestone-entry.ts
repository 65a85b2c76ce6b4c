import type { Role } from '../roles.ts';
import type { RecipientCategory } from './cl-29-recipient-category.ts';
import type { ReintegrationTrack } from './cl-44-reintegration-track.ts';
import type { Evidence } from './cl-47-evidence.ts';
import type { ReintegrationDimension } from './cl-48-reintegration-dimension.ts';
import type { CodeEntry } from './code-list.ts';

export type Period = { readonly days: number } | { readonly months: number };

/** What CL-46 says of a milestone beside its name. */
export type MilestoneEntry = CodeEntry & {
  readonly tracks: 'ALL' | readonly ReintegrationTrack[];
  readonly dimensions: readonly ReintegrationDimension[];
  /** What is expected; without it any will do. */
  readonly evidence?: Evidence;
  /** Default, to be changed by configuration. Without it the day comes from the case: reunification, the school's year, each visit. */
  readonly due?: Period;
  readonly dueFrom?: 'TRACK_START' | 'RETURN';
  readonly notBefore?: Period;
  readonly minAgeYears?: number;
  /** Something has gone wrong: never due, never missed, no success in a figure. */
  readonly negative?: true;
  readonly countsForGrant?: true;
  readonly alerts: readonly (Role | RecipientCategory)[];
  /** They hear only of an answer that says unsafe. */
  readonly alertsWhenUnsafe?: true;
  /** They hear of it only where the person's consent says so. */
  readonly alertsByConsent?: readonly RecipientCategory[];
};
