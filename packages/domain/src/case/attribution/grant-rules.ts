import { dayOf } from '../../calendar.ts';
import type { Frame } from '../../command-frame.ts';
import { instantOf } from '../../partial-date-time.ts';
import type { CaseFold } from '../state.ts';

/**
 * I-53 as a note in `rules`, never a refusal: what was given was given. A grant that is named, but to which the case is not
 * attributed on that day, is noted; an attribution that is recorded later, from an earlier day, makes it count. Whether the grant
 * itself still ran is a matter of the figures.
 */
export function grantRules({ attributions }: CaseFold, frame: Frame, now: string): readonly string[] {
  const { grants = [], occurredAt } = frame;
  if (grants.length === 0) return [];
  const day = dayOf(instantOf(occurredAt, now), occurredAt.zone);
  const paysFor = (code: string) => attributions.some(({ grantCode, from }) => grantCode === code && from <= day);
  return [grants.every(paysFor) ? 'I-53' : 'I-53:unattributed'];
}
