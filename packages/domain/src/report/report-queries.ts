import { query } from '../context-request.ts';
import type { Written } from '../field-tree.ts';
import type { reportEvents } from './events.ts';

type Published = Written<typeof reportEvents.IndicatorReportPublished.fields>;

/** What the log says: computed, withheld where it must be, and pinned to its newest event. */
export type ReleaseFigures = Pick<Published, 'definitionVersion' | 'asOfEventId' | 'k' | 'indicators' | 'excludedBand' | 'erased' | 'contentDigest'>;

/** Params: controller, grantId, centreId, from, to. Undefined where the grant or the centre does not exist. */
export const releaseFigures = query<ReleaseFigures | undefined>('release-figures');

/** Periods (`from/to`) of the releases that exist for the same centre and the grant's code, under whatever grant id. Params: grantId, centreId. */
export const releasedPeriods = query<readonly { readonly from: string; readonly to: string }[]>('released-periods');
