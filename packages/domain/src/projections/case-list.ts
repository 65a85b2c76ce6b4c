import { aggregate, type AggregateState } from '../aggregate.ts';
import { closureRegion } from '../case/closure/state.ts';
import { identificationRegion } from '../case/identification/state.ts';
import { lifecycleRegion } from '../case/lifecycle/state.ts';
import { stayRegion } from '../case/stay/state.ts';
import { isOpenState } from '../code-lists/case-state.ts';
import { compact } from './compact.ts';
import { foldInto } from './fold-state.ts';
import type { Projection, RowBody } from './projection.ts';

const regions = { lifecycle: lifecycleRegion, identification: identificationRegion, stay: stayRegion, closure: closureRegion };
const folded = aggregate('case', regions);
type Folded = AggregateState<typeof regions>;
type State = RowBody & { readonly fold?: RowBody; readonly openedAt?: string; readonly lastAt?: string };

/**
 * Cases as caseworkers, supervisors and centre managers list them. Also answers I-04 (open cases of a person with an agency) and
 * I-11 (caseload). Names come from the person's own row.
 */
export const caseList: Projection<State> = {
  name: 'case-list',
  version: 1,
  indexes: [
    ['controller', 'open', 'lastAt'],
    ['controller', 'lastAt'],
    ['controller', 'status', 'lastAt'],
    ['controller', 'caseworkerUserId', 'open', 'lastAt'],
    ['controller', 'caseworkerUserId', 'lastAt'],
    ['controller', 'personId'],
  ],
  kinds: ['case'],
  initial: {},
  evolve: (state, event) => ({
    ...state,
    fold: foldInto(folded, state.fold, event),
    ...(event.type === 'CaseOpened' ? { openedAt: event.metadata.recordedAt } : {}),
    lastAt: event.metadata.recordedAt,
  }),
  rows: (state) => {
    const { lifecycle, identification, stay, stream } = state.fold as unknown as Folded;
    const status = lifecycle.status ?? 'IDENTIFIED';
    const common = {
      status,
      personId: identification.personId ?? '',
      caseNumber: identification.caseNumber ?? null,
      caseworkerUserId: identification.caseworkerUserId ?? null,
      centreId: stay.status === 'IN_CENTRE' ? (stay.centreId ?? null) : null,
      lastAt: state.lastAt ?? '',
    };
    const open = isOpenState(status);
    return [
      {
        rowId: 'case',
        keys: { ...common, controller: stream.controller ?? '', open, openedCase: open && lifecycle.opened },
        body: compact({ ...common, openedAt: state.openedAt, registrationNumber: identification.registrationNumber }),
      },
    ];
  },
};
