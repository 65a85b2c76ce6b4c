import type { ProjectedEvent, Projection, RowBody } from './projection.ts';

type Stay = RowBody & { readonly centreId: string; readonly since: RowBody; readonly recordedAt: string };
/** `position`: an issue and a count stand on two streams, and their order is that of the log; as text, since it may exceed a number. */
type Issue = RowBody & { readonly centreId: string; readonly items: readonly RowBody[]; readonly recordedAt: string; readonly position: string };
type Issues = Readonly<Record<string, Issue | { readonly position: string }>>;
type State = RowBody & {
  readonly controller?: string;
  readonly personId?: string;
  readonly stay?: Stay | null;
  /** By id of the issue; of one from no centre's stock only its place. */
  readonly issues?: Issues;
  /** The issue of each event: a correction names the event. */
  readonly issueOf?: Readonly<Record<string, string>>;
};

/**
 * I-102: an issue that corrects another one is in its place, in the log too: a count that saw the goods gone saw what really went.
 * What was corrected takes nothing off the stock any more.
 */
function withIssue({ issues = {}, issueOf = {}, ...state }: State, { id, data, metadata, position }: ProjectedEvent): State {
  const corrected = metadata.corrects === undefined ? undefined : issueOf[metadata.corrects];
  const others = Object.fromEntries(Object.entries(issues).filter(([issueId]) => issueId !== corrected));
  const place = { position: issues[corrected ?? '']?.position ?? String(position) };
  const { centreId } = data;
  const issue = typeof centreId === 'string' ? { centreId, items: data['items'] as RowBody[], recordedAt: metadata.recordedAt, ...place } : place;
  const issueId = data['issueId'] as string;
  return { ...state, issues: { ...others, [issueId]: issue }, issueOf: { ...issueOf, [id]: issueId } };
}

const fromStock = (issues: Issues): [string, Issue][] => Object.entries(issues).filter((entry): entry is [string, Issue] => 'centreId' in entry[1]);

/**
 * Who is in which centre, and what was issued from its stock: rows of the cases, so that occupancy and stock are questions over
 * rows and never counters (I-50, I-52). A stay that a race or a late sync let in beyond the capacity is there like any other.
 */
export const centreOccupancy: Projection<State> = {
  name: 'centre-occupancy',
  version: 3,
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
      case 'ItemsIssued':
        return withIssue(state, event);
      default:
        return state;
    }
  },
  rows: ({ controller = '', personId = '', stay, issues = {} }) => [
    ...(stay ? [{ rowId: 'stay', keys: { controller, personId, centreId: stay.centreId, present: true, recordedAt: stay.recordedAt }, body: stay }] : []),
    ...fromStock(issues).map(([id, issue]) => ({
      rowId: `issue-${id}`,
      keys: { controller, issuedFrom: issue.centreId, recordedAt: issue.recordedAt },
      body: issue,
    })),
  ],
};
