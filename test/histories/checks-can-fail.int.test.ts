import { beforeAll, describe, expect, it } from '@jest/globals';
import { reject } from '@amana/domain/rejection';
import { historyOf, type History } from './history.ts';
import type { LogEvent } from './house.ts';
import { allInvariants } from './invariants/all-invariants.ts';
import type { Invariant } from './invariants/invariant.ts';
import { playHistory, type Given } from './play-history.ts';
import { createPureHouse } from './pure-house.ts';
import { spoiltEvents, spoiltLogs } from './spoilt-logs.ts';
import { wholeLives } from './whole-lives.ts';

type Log = readonly LogEvent[];

const ofReports = { type: 'IndicatorReportPublished', stream: 'report-0193c5a0-0000-7000-8000-4e1000000001' };

/** A log that is too wrong to be folded tells nothing about a check. */
function ofFoldable<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

const findsFault = ({ ask }: Invariant, history: History | undefined): boolean => history !== undefined && (ofFoldable(() => ask(history).faults.length) ?? 0) > 0;

describe('the checks of random histories', () => {
  let log: Log;
  let given: Given[];
  let spoilt: History[];

  beforeAll(async () => {
    const house = createPureHouse();
    given = await playHistory(wholeLives, house);
    const [last] = house.log().slice(-1);
    if (last === undefined) throw new Error('an empty log');
    log = [...house.log(), { ...last, ...ofReports, id: 'e-report', revision: 0, data: {}, metadata: { ...last.metadata, commandId: 'c-report', commandIndex: [0, 1] } }];
    const twice = [...log, { ...last, ...ofReports, id: 'e-again', revision: 1, data: {} }];
    spoilt = [...spoiltLogs(log), twice].flatMap((wrong) => ofFoldable(() => historyOf(wrong, given, true)) ?? []);
  });

  it.each(allInvariants.filter(({ id }) => id !== 'I-24' && id !== 'I-08'))('$id sees what is wrong: $rule', (invariant) => {
    expect(invariant.ask(historyOf(log, given, true)).faults).toEqual([]);
    const inLogs = spoilt.some((history) => findsFault(invariant, history));
    const inEvents = () => [...spoiltEvents(log, invariant.about ?? [])].some((wrong) => findsFault(invariant, ofFoldable(() => historyOf(wrong, given, true))));
    expect(inLogs || inEvents()).toBe(true);
  });

  it('I-08 sees a fold that takes the sex from elsewhere', () => {
    const invariant = allInvariants.find(({ id }) => id === 'I-08');
    const { moments } = historyOf(log, given, true);
    const mistaken = moments.map((moment) => ({ ...moment, before: moment.before, statesBefore: new Map([[moment.event.stream, { identity: { sex: 'M' } } as never]]) }));
    expect(invariant?.ask({ moments, given, exact: true }).faults).toEqual([]);
    expect(invariant?.ask({ moments: mistaken, given, exact: true }).faults).not.toEqual([]);
  });

  it('I-24 sees an urgent service that is refused for want of a consent', () => {
    const invariant = allInvariants.find(({ id }) => id === 'I-24');
    const refused = given.map((each): Given => ({ ...each, outcome: { outcome: 'rejected', rejection: reject('CONSENT_MISSING', { scope: 'CASE_MANAGEMENT' }) } }));
    const as = (type: string) => refused.map((each) => ({ ...each, request: { ...each.request, body: { ...(each.request.body as object), type } } }));
    expect(invariant?.ask(historyOf(log, as('LEGAL'), true)).faults).toEqual([]);
    expect(invariant?.ask(historyOf(log, as('MEDICAL'), true)).faults).not.toEqual([]);
  });
});
