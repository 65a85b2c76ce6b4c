import type { Projection, RowBody } from './projection.ts';

type State = RowBody & { readonly release?: RowBody; readonly controller?: string; readonly publishedAt?: string };

/** Published releases, frozen as they were published (I-109). Donors find those of their grants. */
export const releases: Projection<State> = {
  name: 'releases',
  version: 2,
  indexes: [['grantId', 'publishedAt'], ['grantCode', 'publishedAt'], ['controller', 'publishedAt']],
  kinds: ['report'],
  initial: {},
  evolve: (state, event) =>
    event.type === 'IndicatorReportPublished'
      ? { release: event.ref.clear, controller: event.metadata.controller, publishedAt: event.metadata.recordedAt }
      : state,
  rows: ({ release, controller = '', publishedAt = '' }) =>
    release === undefined
      ? []
      : [{ rowId: 'release', keys: { grantId: release['grantId'] as string, grantCode: release['grantCode'] as string, controller, publishedAt }, body: { ...release, publishedAt } }],
};
