import type { AccessPurpose } from '@amana/domain/code-lists/cl-58-access-purpose';
import { WITHHELD } from '@amana/domain/mark';
import { personAggregate } from '@amana/domain/person/state';
import { caseList } from '@amana/domain/projections/case-list';
import { personCard } from '@amana/domain/projections/person-card';
import { projectionName, type SealedRef } from '@amana/domain/projections/projection';
import type { Row } from '@amana/ports/read-model-store';
import type { Keys } from '@amana/privacy/subject-keys';
import { mayOpen } from '../read-event.ts';
import { isParkedRow } from '../project-batch.ts';
import { readRefs } from '../read-refs.ts';
import { streamOf } from '../stream-of.ts';
import { careRoles } from './may-read.ts';
import { projectionLag, type LagDeps } from './projection-lag.ts';
import { recordAccess, type AccessDeps, type Reader } from './record-access.ts';

export type ListCasesDeps = AccessDeps & LagDeps & { readonly keys: Keys; readonly era: () => string };

export const caseListName = projectionName(caseList);
const cards = projectionName(personCard);

/** Older lists may show a name that was corrected or erased meanwhile. */
export const MOST_LAG_SECONDS = 60;

/**
 * Names of the persons of a page of the case list, in its order. Opened only for the roles that care for the person, and only where
 * case and person are unparked and both lists are less than a minute behind; a mark stands everywhere else. The reading of the
 * page is recorded first.
 */
export async function namesOfPage(
  page: readonly Row[],
  who: { reader: Reader; purpose: AccessPurpose },
  deps: ListCasesDeps,
): Promise<unknown[]> {
  const persons = page.map(personOf);
  const opens = careRoles.includes(who.reader.role) && (await isFresh(caseListName, deps)) && (await isFresh(cards, deps));
  const refs = opens ? await refsOf(page, deps) : new Map<string, SealedRef>();
  if (page.length > 0) {
    const streams = [...new Set([...page.map((row) => row.stream), ...refs.keys()])];
    await recordAccess({ ...who, view: 'list', streams, classes: refs.size > 0 ? ['identity'] : [] }, deps);
  }
  const opened = await readRefs([...refs.values()], deps.keys, { definitions: personAggregate.events, may: mayOpen(['identity']) });
  const byId = new Map(opened.map((event) => [event.id, event.data['names']]));
  return persons.map((person) => byId.get(refs.get(person)?.id ?? '') ?? WITHHELD);
}

const personOf = ({ keys }: Row): string => streamOf('person', String(keys['personId']), String(keys['controller']));

async function isFresh(projection: string, deps: ListCasesDeps): Promise<boolean> {
  const lag = await projectionLag(projection, deps);
  return lag !== undefined && lag.checkpoint.era === deps.era() && lag.seconds < MOST_LAG_SECONDS;
}

/** The newest identity by person, still sealed; without those that are parked, or whose case is. */
async function refsOf(page: readonly Row[], { rows }: ListCasesDeps): Promise<Map<string, SealedRef>> {
  const parkedCases = parkedAmong(await rows.rowsOf(caseListName, [...new Set(page.map((row) => row.stream))]));
  const persons = page.filter((row) => !parkedCases.has(row.stream)).map(personOf);
  const found = await rows.rowsOf(cards, [...new Set(persons)]);
  const parkedPersons = parkedAmong(found);
  const known = found.filter((row) => !row.gone && row.rowId === 'person' && row.body['identity'] !== undefined && !parkedPersons.has(row.stream));
  return new Map(known.map((row) => [row.stream, row.body['identity'] as unknown as SealedRef]));
}

const parkedAmong = (rows: readonly Row[]): Set<string> => new Set(rows.filter(isParkedRow).map((row) => row.stream));
