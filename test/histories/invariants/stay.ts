import type { CentreState } from '@amana/domain/centre/state';
import { dayOf } from '@amana/domain/calendar';
import { instantOf } from '@amana/domain/partial-date-time';
import { occupancyOf, stockOf } from '../exact-answers.ts';
import type { Moment } from '../history.ts';
import { atEach, is, reliesOn, whenExact, type Invariant } from './invariant.ts';

/** Exactly one of what such a rule may have found. */
const one = (moment: Moment, rule: string, ...findings: readonly string[]): boolean =>
  [rule, ...findings.map((finding) => `${rule}:${finding}`)].filter((each) => reliesOn(moment, each)).length === 1;

const isAnswered = ({ event }: Moment): boolean => event.data['overrideReason'] !== undefined && event.metadata.actor.role === 'SUPERVISOR';

function hasBed(moment: Moment): boolean {
  const { event, statesBefore, isChild, logBefore } = moment;
  const centreId = String(event.data['centreId']);
  const { capacity, minorCapacity } = (statesBefore.get(`centre-${centreId}`) as CentreState).profile;
  const { present, minors } = occupancyOf(centreId, statesBefore, logBefore.at(-1)?.metadata.recordedAt ?? '');
  return present < capacity && (!isChild || minorCapacity === undefined || minors < minorCapacity);
}

function hasStock({ event, logBefore }: Moment): boolean {
  const known = stockOf(String(event.data['centreId']), logBefore);
  const asked = Map.groupBy(event.data['items'] as readonly { code: string; qty: number }[], ({ code }) => code);
  return [...asked].every(([code, lines]) => known[code] === undefined || lines.reduce((sum, { qty }) => sum + qty, 0) <= known[code]);
}

/** Group F: I-50 to I-53. */
export const stay: readonly Invariant[] = [
  atEach({
    id: 'I-50',
    rule: 'an admission says what was known of the beds, and beyond them a supervisor answers for it',
    of: ['AdmittedToCentre'],
    holds: (moment) => one(moment, 'I-50', 'override', 'unchecked') && (!reliesOn(moment, 'I-50:override') || isAnswered(moment)),
  }),
  whenExact(
    atEach({
      id: 'I-50',
      rule: 'nobody is admitted beyond the beds that are known, without an override',
      of: ['AdmittedToCentre'],
      when: (moment) => !reliesOn(moment, 'I-50:override'),
      holds: hasBed,
    }),
  ),
  atEach({
    id: 'I-51',
    rule: 'a child on its own sleeps in a separate unit',
    of: ['AdmittedToCentre'],
    when: ({ isChild, before }) => isChild && !before.some(is('GuardianAppointed')),
    holds: ({ event }) => event.data['separateMinorUnit'] === true,
  }),
  atEach({
    id: 'I-52',
    rule: 'what is issued from a centre says what was known of its stock, and beyond it a supervisor answers for it',
    of: ['ItemsIssued'],
    when: ({ event }) => event.data['centreId'] !== undefined,
    holds: (moment) => one(moment, 'I-52', 'override', 'unchecked') && (!reliesOn(moment, 'I-52:override') || isAnswered(moment)),
  }),
  whenExact(
    atEach({
      id: 'I-52',
      rule: 'nothing is issued beyond the stock that is known, without an override',
      of: ['ItemsIssued'],
      when: (moment) => moment.event.data['centreId'] !== undefined && !reliesOn(moment, 'I-52:override'),
      holds: hasStock,
    }),
  ),
  atEach({
    id: 'I-53',
    rule: 'what was given is noted as paid by a grant only where the case was attributed to it by that day',
    of: ['ServiceDelivered', 'ItemsIssued', 'ReintegrationSupportDelivered'],
    when: ({ event }) => event.metadata.grants.length > 0,
    holds: (moment) => {
      const { occurredAt, recordedAt, grants } = moment.event.metadata;
      const day = dayOf(instantOf(occurredAt, recordedAt), occurredAt.zone);
      const paid = grants.every((code) => moment.case.attributions.some(({ grantCode, from }) => grantCode === code && from <= day));
      return one(moment, 'I-53', 'unattributed') && reliesOn(moment, 'I-53') === paid;
    },
  }),
];
