import type { Projection, RowBody } from './projection.ts';

type Stay = RowBody & { readonly centreId: string; readonly since: RowBody; readonly recordedAt: string };
/** `position`: an issue and a count stand on two streams, and their order is that of the log; as text, since it may exceed a number. */
type Issue = RowBody & { readonly centreId: string; readonly items: readonly RowBody[]; readonly recordedAt: string; readonly position: string };
type State = RowBody & { readonly controller?: string; readonly personId?: string; readonly stay?: Stay | null; readonly issues?: Readonly<Record<string, Issue>> };

/**
 * Who is in which centre, and what was issued from its stock: rows of the cases, so that occupancy and stock are questions over
 * rows and never counters (I-50, I-52). A stay that a race or a late sync let in beyond the capacity is there like any other.
 */
export const centreOccupancy: Projection<State> = {
  name: 'centre-occupancy',
  version: 2,
  indexes: [['centreId', 'present', 'recordedAt'], ['issuedFrom', 'recordedAt']],
  kinds: ['case'],
  initial: {},
  evolve: (state, event) => {
    const { data, metadata } = event;
    const { recordedAt } = metadata;
    switch (event.type) {
      case 'PersonIdentified':
        return { ...state, controller: metadata.controller, personId: data['personId'] as string };
      case 'AdmittedToCentre':
        return { ...state, stay: { centreId: data['centreId'] as string, since: metadata.occurredAt, recordedAt } };
      case 'LeftCentre':
        return { ...state, stay: null };
      case 'ItemsIssued': {
        if (typeof data['centreId'] !== 'string') return state;
        const issue = { centreId: data['centreId'], items: data['items'] as RowBody[], recordedAt, position: String(event.position) };
        return { ...state, issues: { ...state.issues, [data['issueId'] as string]: issue } };
      }
      default:
        return state;
    }
  },
  rows: ({ controller = '', personId = '', stay, issues = {} }) => [
    ...(stay ? [{ rowId: 'stay', keys: { controller, personId, centreId: stay.centreId, present: true, recordedAt: stay.recordedAt }, body: stay }] : []),
    ...Object.entries(issues).map(([id, issue]) => ({
      rowId: `issue-${id}`,
      keys: { controller, issuedFrom: issue.centreId, recordedAt: issue.recordedAt },
      body: issue,
    })),
  ],
};
