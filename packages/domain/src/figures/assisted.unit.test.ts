import { describe, expect, it } from '@jest/globals';
import { ERASED } from '../mark.ts';
import type { IndicatorFacts, Qualifying } from '../projections/indicator-facts.ts';
import { CENTRE } from '../testing/centre-facts.ts';
import { countPersons, type FigureParams } from './assisted.ts';
import type { PersonFacts, StatusFact } from './person-facts.ts';

const NIAMEY = 'Africa/Niamey';
const params: FigureParams = {
  from: '2022-01-01',
  to: '2022-12-31',
  centreId: CENTRE,
  zone: NIAMEY,
  grantCode: 'COMPASS-NL',
  grantPeriod: { from: '2021-07-01', to: '2023-06-30' },
};
const NOW = '2023-02-01T08:00:00.000Z';
const day = (value: string) => ({ value, precision: 'day', zone: NIAMEY }) as const;
const unknownDay = { value: '', precision: 'unknown', zone: NIAMEY } as const;

const service = (on = '2022-03-01', more: Partial<Qualifying> = {}): Qualifying => ({ eventId: '0e', kind: 'SERVICE', occurredAt: day(on), centreId: CENTRE, grants: [], ...more });
const stay = (from: string, until?: string): Qualifying => ({ ...service(from), kind: 'STAY', ...(until ? { until: day(until) } : {}) });
const support = (on = '2022-09-01'): Qualifying => ({ eventId: '0e', kind: 'REINTEGRATION', occurredAt: day(on), grants: [] });
const attributedFrom = (from: string, grantCode = 'COMPASS-NL') => ({ grantCode, from });
const determined = (status: StatusFact['status'], on = '2022-02-01', eventId = '01'): StatusFact => ({ status, occurredAt: day(on), eventId });
const actual = determined('ActualVictimOfTrafficking');
const notAVictim = (on = '2022-04-01', eventId = '02') => determined('NotAVictimOfTrafficking', on, eventId);

const caseOf = (qualifying: readonly Qualifying[], statuses: readonly StatusFact[] = [actual], more: Partial<IndicatorFacts> = {}) => ({
  facts: { attributions: [attributedFrom('2022-01-01')], reporting: { c1: { validFrom: { value: '2022-01-01', precision: 'day' }, zone: NIAMEY } }, qualifying, ...more } as IndicatorFacts,
  statuses,
});
const personWith = (cases: PersonFacts['cases'], more: Partial<PersonFacts> = {}): PersonFacts => ({
  person: 'person-1',
  cases,
  sex: 'F',
  age: { kind: 'birth-year', birthYear: 2010 },
  ...more,
});
const count = (people: readonly PersonFacts[], change: Partial<FigureParams> = {}, asOf = NOW) => countPersons(people, { ...params, ...change }, asOf);
const assistedOn = (...facts: Parameters<typeof caseOf>) => count([personWith([caseOf(...facts)])])[0]?.assistedOn;

describe('countPersons: who was assisted (IND-01)', () => {
  it('a service in the centre in the period makes one person count, with how it is disaggregated', () => {
    expect(count([personWith([caseOf([service()])])])).toEqual([
      { person: 'person-1', assistedOn: '2022-03-01', reintegrated: false, sex: 'F', minority: 'CHILD', mayBeReported: true, erased: false },
    ]);
  });

  it('a person with many services counts once, from the first of them on', () => {
    expect(count([personWith([caseOf([service('2022-06-01'), service('2022-05-01'), service('2022-07-01')])])]).map((one) => one.assistedOn)).toEqual(['2022-05-01']);
  });

  it('items and a night count like a service', () => {
    expect(assistedOn([{ ...service(), kind: 'ITEMS' }])).toBe('2022-03-01');
    expect(assistedOn([stay('2021-11-01', '2022-01-05')])).toBe('2022-01-01');
    expect(assistedOn([stay('2022-11-01')])).toBe('2022-11-01');
  });

  it('a stay without a night does not count, nor one whose end nobody knows', () => {
    expect(assistedOn([stay('2022-05-05', '2022-05-05')])).toBeUndefined();
    expect(assistedOn([{ ...stay('2022-05-05'), until: unknownDay }])).toBeUndefined();
    expect(assistedOn([{ ...stay('2022-05-05'), occurredAt: unknownDay }])).toBeUndefined();
  });

  it('a stay from some day of a month counts no night that it may have begun after', () => {
    const inMarch = { value: '2022-03', precision: 'month', zone: NIAMEY } as const;
    expect(assistedOn([{ ...stay('2022-03-01', '2022-03-20'), occurredAt: inMarch }])).toBeUndefined();
    expect(assistedOn([{ ...stay('2022-03-01', '2022-04-01'), occurredAt: inMarch }])).toBe('2022-03-31');
  });

  it.each([
    ['in another centre', service('2022-03-01', { centreId: '0193c5a0-0000-7000-8000-0000000ce742' })],
    ['the day before the period', service('2021-12-31')],
    ['the day behind it', service('2023-01-01')],
    ['on an unknown day', service('2022-03-01', { occurredAt: unknownDay })],
    ['in an unknown month of a year that is not all in the period', service('2022-03-01', { occurredAt: { value: '2021', precision: 'year', zone: NIAMEY } })],
  ])('a service %s does not count', (_where, fact) => {
    expect(count([personWith([caseOf([fact])])])).toEqual([]);
  });

  it('a service in a month that lies in the period counts, from its first day', () => {
    expect(assistedOn([service('2022-03-01', { occurredAt: { value: '2022-05', precision: 'month', zone: NIAMEY } })])).toBe('2022-05-01');
  });
});

const one = (qualifying: readonly Qualifying[], attributions: IndicatorFacts['attributions'] = []) =>
  count([personWith([caseOf(qualifying, [actual], { attributions })])])[0]?.assistedOn;

describe('countPersons: which grant pays (I-53)', () => {
  it('from the day of the attribution on, not before', () => {
    expect(one([service('2022-03-01')], [attributedFrom('2022-03-01')])).toBe('2022-03-01');
    expect(one([service('2022-02-28')], [attributedFrom('2022-03-01')])).toBeUndefined();
    expect(one([service('2022-02-28'), service('2022-04-01')], [attributedFrom('2022-03-01')])).toBe('2022-04-01');
  });

  it('the earliest of several attributions to the same grant counts; one to another grant does not', () => {
    expect(one([service('2022-03-01')], [attributedFrom('2022-06-01'), attributedFrom('2022-02-01')])).toBe('2022-03-01');
    expect(one([service('2022-03-01')], [attributedFrom('2022-01-01', 'OTHER')])).toBeUndefined();
    expect(one([service('2022-03-01')])).toBeUndefined();
  });

  it('a stay counts from its first night that the grant pays for, though it began before', () => {
    expect(one([stay('2022-01-10', '2022-06-01')], [attributedFrom('2022-03-01')])).toBe('2022-03-01');
    expect(one([stay('2022-01-10', '2022-03-01')], [attributedFrom('2022-03-01')])).toBeUndefined();
  });

  it('only while the grant runs, its last day included', () => {
    const grantPeriod = { from: '2022-03-01', to: '2022-06-30' };
    const at = (on: string) => count([personWith([caseOf([service(on)])])], { grantPeriod }).length;
    expect(['2022-02-28', '2022-03-01', '2022-06-30', '2022-07-01'].map(at)).toEqual([0, 1, 1, 0]);
    expect(count([personWith([caseOf([service()])])], { grantPeriod: { from: '2023-01-01', to: '2023-12-31' } })).toEqual([]);
  });

  it('an event that names grants counts for these alone', () => {
    expect(one([service('2022-03-01', { grants: ['OTHER'] })], [attributedFrom('2022-01-01')])).toBeUndefined();
    expect(one([service('2022-03-01', { grants: ['OTHER', 'COMPASS-NL'] })], [attributedFrom('2022-01-01')])).toBe('2022-03-01');
    expect(one([service('2022-03-01', { grants: ['COMPASS-NL'] })])).toBeUndefined();
  });

  it('an attribution of one case pays for nothing in another case of the same person', () => {
    const cases = [caseOf([service()], [actual], { attributions: [] }), caseOf([])];
    expect(count([personWith(cases)])).toEqual([]);
  });
});

describe('countPersons: victim status at the end of the period (I-42)', () => {
  it.each([
    ['ActualVictimOfTrafficking', 1],
    ['PossibleVictimOfTrafficking', 1],
    ['NotAVictimOfTrafficking', 0],
  ] as const)('%s: %s', (status, counted) => {
    expect(count([personWith([caseOf([service()], [determined(status)])])])).toHaveLength(counted);
  });

  it('without a determination nobody counts', () => {
    expect(assistedOn([service()], [])).toBeUndefined();
  });

  it('the last in the order of the log counts, not the one of the latest day', () => {
    expect(assistedOn([service()], [determined('ActualVictimOfTrafficking', '2022-06-01'), notAVictim('2022-02-01')])).toBeUndefined();
    expect(assistedOn([service()], [notAVictim('2022-06-01', '01'), determined('PossibleVictimOfTrafficking', '2022-05-01', '00')])).toBe('2022-03-01');
  });

  it('one that was made behind the period changes nothing in it; one on its last day does', () => {
    expect(assistedOn([service()], [actual, notAVictim('2023-01-01')])).toBe('2022-03-01');
    expect(assistedOn([service()], [actual, notAVictim('2022-12-31')])).toBeUndefined();
    expect(assistedOn([service()], [determined('ActualVictimOfTrafficking', '2023-01-01')])).toBeUndefined();
  });

  it('the status at the end holds for a service before it', () => {
    expect(assistedOn([service('2022-01-05')], [determined('ActualVictimOfTrafficking', '2022-11-01')])).toBe('2022-01-05');
  });
});

describe('countPersons: a person with several cases', () => {
  it('counts once, from the first day of all cases on', () => {
    const counted = count([personWith([caseOf([service('2022-08-01')]), caseOf([service('2022-04-01')])])]);
    expect(counted.map((one) => one.assistedOn)).toEqual(['2022-04-01']);
  });

  it('the determination of one case serves services of the other', () => {
    expect(count([personWith([caseOf([], [actual]), caseOf([service()], [])])])).toHaveLength(1);
  });

  it('I-42: the determination that was made last counts, in whichever order the cases come', () => {
    const victim = caseOf([service()], [determined('ActualVictimOfTrafficking', '2022-02-01', '05')]);
    const not = caseOf([], [notAVictim('2022-05-01', '09')]);
    expect(count([personWith([victim, not])])).toEqual([]);
    expect(count([personWith([not, victim])])).toEqual([]);
  });

  it('may be reported if one of the cases has the consent', () => {
    const without = caseOf([service()], [actual], { reporting: {} });
    expect(count([personWith([without])])[0]?.mayBeReported).toBe(false);
    expect(count([personWith([without, caseOf([])])])[0]?.mayBeReported).toBe(true);
  });
});

const minorityWith = (age: PersonFacts['age'], ...facts: readonly Qualifying[]) => count([personWith([caseOf(facts)], { age })])[0]?.minority;

describe('countPersons: sex, age and consent', () => {
  const turning18 = { kind: 'assessed', ageYears: 17, on: day('2021-07-15') } as const;

  it('who turns 18 in July stays a child for the report in which the first service was before', () => {
    expect(minorityWith(turning18, service('2022-03-01'), service('2022-08-10'))).toBe('CHILD');
    expect(minorityWith(turning18, service('2022-07-14'))).toBe('CHILD');
    expect(minorityWith(turning18, service('2022-07-15'))).toBe('ADULT');
  });

  it('an unknown age is no age, and an erased one neither', () => {
    expect(minorityWith(undefined, service())).toBe('UNK');
    expect(minorityWith({ kind: 'birth-year', birthYear: ERASED }, service())).toBe('UNK');
  });

  it('a sex that nobody recorded is unknown', () => {
    expect(count([personWith([caseOf([service()])], { sex: undefined })])[0]).toMatchObject({ sex: 'U', erased: false });
  });

  it.each([
    ['not yet in force', { validFrom: '2023-03-01' }, false],
    ['in force since today', { validFrom: '2023-02-01' }, true],
    ['to its last day', { validFrom: '2022-01-01', validUntil: '2023-02-01' }, true],
    ['run out yesterday', { validFrom: '2022-01-01', validUntil: '2023-01-31' }, false],
  ])('a consent to reporting that is %s, judged when it is asked', (_what, { validFrom, validUntil }: { validFrom: string; validUntil?: string }, may) => {
    const validity = { validFrom: { value: validFrom, precision: 'day' }, ...(validUntil ? { validUntil: { value: validUntil, precision: 'day' } } : {}), zone: NIAMEY };
    expect(count([personWith([caseOf([service()], [actual], { reporting: { c1: validity } })])])[0]?.mayBeReported).toBe(may);
  });
});

describe('countPersons: what was erased', () => {
  it('a person whose status is erased is no longer assisted, and is said to be erased', () => {
    const person = personWith([caseOf([service()], [determined(ERASED)])], { sex: ERASED, age: undefined });
    expect(count([person])).toEqual([
      { person: 'person-1', assistedOn: undefined, reintegrated: false, sex: 'U', minority: 'UNK', mayBeReported: true, erased: true },
    ]);
  });

  it('a person whose sex alone is erased counts, with an unknown sex', () => {
    expect(count([personWith([caseOf([service()])], { sex: ERASED })])[0]).toMatchObject({ assistedOn: '2022-03-01', sex: 'U', erased: true });
  });

  it('who was erased and never qualified is not spoken of', () => {
    expect(count([personWith([caseOf([service('2021-12-31')], [determined(ERASED)])], { sex: ERASED })])).toEqual([]);
  });
});

describe('countPersons: reintegration support (IND-02)', () => {
  it('makes who was assisted one of the cohort', () => {
    expect(count([personWith([caseOf([service(), support()])])])).toMatchObject([{ assistedOn: '2022-03-01', reintegrated: true }]);
  });

  it('alone makes nobody assisted, and counts for the period variant, with the age on its day', () => {
    const age = { kind: 'assessed', ageYears: 17, on: day('2021-07-15') } as const;
    expect(count([personWith([caseOf([support('2022-09-01')], [])], { age })])).toEqual([
      { person: 'person-1', assistedOn: undefined, reintegrated: true, sex: 'F', minority: 'ADULT', mayBeReported: true, erased: false },
    ]);
  });

  it('outside the period, or before the grant pays, counts for nothing', () => {
    expect(count([personWith([caseOf([support('2023-01-01')])])])).toEqual([]);
    expect(count([personWith([caseOf([support()], [actual], { attributions: [attributedFrom('2022-10-01')] })])])).toEqual([]);
  });
});
