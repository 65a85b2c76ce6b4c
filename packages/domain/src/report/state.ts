import { aggregate } from '../aggregate.ts';
import { region } from '../region.ts';
import { reportEvents } from './events.ts';

export type Release = { readonly published: boolean };

const releaseRegion = region<Release>()({
  own: reportEvents,
  initial: { published: false },
  on: { IndicatorReportPublished: () => ({ published: true }) },
});

export const reportAggregate = aggregate('report', { release: releaseRegion });
