import { idOfStream, kindOfStream, type StreamFacts } from '@amana/domain/aggregate';
import type { CaseFold } from '@amana/domain/case/state';
import { isOpenState } from '@amana/domain/code-lists/case-state';
import { isChildAt } from '@amana/domain/person/age';
import type { PersonState } from '@amana/domain/person/state';
import { streamOf } from '@amana/app/stream-of';
import type { LogEvent } from './house.ts';

type Params = Readonly<Record<string, string>>;
type States = ReadonlyMap<string, { readonly stream: StreamFacts }>;

const casesIn = (states: States): [string, CaseFold][] =>
  [...states].flatMap(([name, state]): [string, CaseFold][] => (kindOfStream(name) === 'case' ? [[idOfStream(name), state as CaseFold]] : []));

/** Persons now in a centre, and of them the minors as of today. */
export function occupancyOf(centreId: string, states: States, now: string): { present: number; minors: number } {
  const inside = casesIn(states).filter(([, { stay }]) => stay.status === 'IN_CENTRE' && stay.centreId === centreId);
  const isMinor = ([, { identification, stream }]: [string, CaseFold]): boolean => {
    const person = states.get(streamOf('person', identification.personId ?? '', stream.controller ?? '')) as PersonState | undefined;
    return isChildAt(person, { value: now, precision: 'instant', zone: 'Africa/Niamey' }, now);
  };
  return { present: inside.length, minors: inside.filter(isMinor).length };
}

const lines = ({ data }: LogEvent): readonly { code: string; qty: number }[] => data['items'] as readonly { code: string; qty: number }[];

/** What a centre has left, by the order of the log; of items of which nothing is known nothing is said. */
export function stockOf(centreId: string, log: readonly LogEvent[]): Record<string, number> {
  const stock: Record<string, number> = {};
  for (const event of log) {
    const own = event.stream === `centre-${centreId}`;
    if (own && event.type === 'StockReceived') for (const { code, qty } of lines(event)) stock[code] = (stock[code] ?? 0) + qty;
    if (own && event.type === 'StockCounted') for (const { code, qty } of lines(event)) stock[code] = qty;
    if (event.type !== 'ItemsIssued' || event.data['centreId'] !== centreId) continue;
    for (const { code, qty } of lines(event)) if (code in stock) stock[code] = (stock[code] ?? 0) - qty;
  }
  return stock;
}

/** Open cases of a person with an agency. */
export const openCasesOf = (personId: string, agencyId: string, states: States): string[] =>
  casesIn(states)
    .filter(([, { lifecycle, identification, stream }]) => {
      const open = lifecycle.opened && isOpenState(lifecycle.status);
      return open && identification.personId === personId && stream.controller === agencyId;
    })
    .map(([id]) => id);

/** The questions that commands ask the read models, answered from what is true at this moment. A release is not: it has rows of its own. */
export const answersFrom = (log: readonly LogEvent[], states: States): Readonly<Record<string, (params: Params) => unknown>> => ({
  'open-cases-of-person': ({ personId = '', agencyId = '', exceptCaseId }) => openCasesOf(personId, agencyId, states).filter((id) => id !== exceptCaseId),
  caseload: ({ userId }) => ({ open: casesIn(states).filter(([, state]) => state.identification.caseworkerUserId === userId && isOpenState(state.lifecycle.status)).length, limit: 1 }),
  'centre-occupancy': ({ centreId = '' }) => occupancyOf(centreId, states, log.at(-1)?.metadata.recordedAt ?? ''),
  'centre-stock': ({ centreId = '' }) => stockOf(centreId, log),
  'grants-of-code': ({ grantCode }) => log.filter(({ type, data }) => type === 'GrantRegistered' && data['grantCode'] === grantCode).map(({ stream }) => idOfStream(stream)),
});
