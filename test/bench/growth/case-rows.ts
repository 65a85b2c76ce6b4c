import { randomUUID } from 'node:crypto';
import { projectBatch } from '@amana/app/project-batch';
import { eventDefinitions as definitions } from '@amana/domain/catalogue';
import { isOpenState, type CaseState } from '@amana/domain/code-lists/case-state';
import { caseList } from '@amana/domain/projections/case-list';
import type { RecordedEvent } from '@amana/ports/event-store';
import type { Row } from '@amana/ports/read-model-store';

const CASEWORKERS = 250;
const MINUTES_APART = 20;

export const caseworkerId = (n: number): string => `user-caseworker-${n % CASEWORKERS}`;

/** Of a hundred cases: six in ten are closed, one is planned; of ten thousand, one was transferred. */
function statusOf(n: number): CaseState {
  const share = n % 100;
  if (share < 60) return 'CLOSED';
  if (share < 90) return 'IN_ASSISTANCE';
  if (share < 98) return 'ASSESSED';
  if (share === 98) return 'PLANNED';
  return n % 10_000 === 99 ? 'TRANSFERRED' : 'REGISTERED';
}

export type CaseRowOptions = { readonly controller: string; readonly personAt: (n: number) => string; /** Of real cases. */ readonly events: readonly RecordedEvent[] };

/** Rows of so many cases of an agency, in batches: each has the fold and the line of a real case, with another status, person, caseworker and time. */
export function* caseRows(cases: number, { controller, personAt, events }: CaseRowOptions): Generator<Row[]> {
  const templates = [...Map.groupBy(projectBatch(events, [], { projection: caseList, definitions }), ({ stream }) => stream).values()];
  const began = Date.parse('2022-01-01T00:00:00.000Z');
  let batch: Row[] = [];
  for (let n = 0; n < cases; n++) {
    const [status, stream] = [statusOf(n), `case-${randomUUID()}`];
    const lastAt = new Date(began + n * MINUTES_APART * 60_000).toISOString();
    const own = { status, personId: personAt(n), caseNumber: `C-${n}`, caseworkerUserId: caseworkerId(Math.floor(n / 100)), lastAt };
    const open = isOpenState(status);
    for (const row of templates[n % templates.length] ?? []) {
      const isLine = row.keys['list'] === true;
      const keys = isLine ? { ...row.keys, ...own, controller, open, openedCase: open } : row.keys;
      batch.push({ ...row, stream, keys, body: isLine ? { ...row.body, ...own } : row.body });
    }
    if (batch.length >= 1_000 || n === cases - 1) {
      yield batch;
      batch = [];
    }
  }
}
