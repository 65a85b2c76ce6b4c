import { describe, expect, it } from '@jest/globals';
import { attributionFact } from '../case/attribution/events.ts';
import { consentFact } from '../case/consent/events.ts';
import { reintegrationFact } from '../case/reintegration/events.ts';
import { serviceFact } from '../case/service/events.ts';
import { stayFact } from '../case/stay/events.ts';
import { victimStatusFact } from '../case/victim-status/events.ts';
import { consentTo, identified } from '../testing/case-facts.ts';
import { CENTRE } from '../testing/centre-facts.ts';
import { AGENCY, CASE_ID, PERSON_ID } from '../testing/given-when-then.ts';
import { GRANT } from '../testing/grant-facts.ts';
import { rowsAfter } from '../testing/projected-facts.ts';
import type { Given } from '../testing/recorded-fact.ts';
import { indicatorFacts, type IndicatorFacts } from './indicator-facts.ts';

const on = (value: string) => ({ value, precision: 'day', zone: 'Africa/Niamey' }) as const;
const at = (fact: Given, day: string, grants: string[] = []): Given => ({ ...fact, metadata: { occurredAt: on(day), grants } });
const id = (end: string) => `0193c5a0-0000-7000-8000-${end.padStart(12, '0')}`;

const rowsOf = (...facts: readonly Given[]) => rowsAfter(indicatorFacts, `case-${CASE_ID}`, [identified, ...facts]);
const factsAfter = (...facts: readonly Given[]) => rowsOf(...facts)[0]?.body as IndicatorFacts;

const served = serviceFact('ServiceDelivered', { serviceId: id('5e'), type: 'MEDICAL', tier: 'HUMANITARIAN_DIRECT', providerAgencyId: AGENCY, place: { country: 'NER' }, oneOff: true });
const issued = serviceFact('ItemsIssued', { issueId: id('15'), items: [{ code: 'FOOD_PARCEL', qty: 1 }], centreId: CENTRE, receivedBy: 'PERSON' });
const admitted = stayFact('AdmittedToCentre', { centreId: CENTRE, unit: 'U-1', separateMinorUnit: true });
const left = stayFact('LeftCentre', { centreId: CENTRE, reason: 'OWN_CHOICE' });
const supported = reintegrationFact('ReintegrationSupportDelivered', { supportId: id('5a'), trackId: id('ac'), kind: 'SCHOOL_KIT', providerAgencyId: AGENCY });
const determined = (supersedes?: string) =>
  victimStatusFact('VictimStatusDetermined', { status: 'ActualVictimOfTrafficking', decidedBy: 'Police', grounds: { text: 'Fictif', lang: 'fra' }, ...(supersedes ? { supersedes } : {}) });
const attributed = (from: string) => attributionFact('CaseAttributedToGrant', { grantId: GRANT, grantCode: 'COMPASS-NL', from });
const withdrawn = (...consentIds: string[]) => consentFact('ConsentWithdrawn', { consentIds, channel: 'IN_PERSON' });

const correcting = (fact: Given, corrects: string): Given => ({ ...fact, metadata: { ...fact.metadata, corrects } });
const days = (...facts: readonly Given[]) => factsAfter(...facts).qualifying?.map(({ kind, occurredAt }) => [kind, occurredAt['value']]);

describe('indicator facts (IND-01, IND-02)', () => {
  it('a case of which nothing counts yet is a row of its agency', () => {
    expect(rowsOf()).toStrictEqual([{ rowId: 'facts', keys: { controller: AGENCY }, body: { controller: AGENCY, personId: PERSON_ID } }]);
  });

  it('services, items, nights and support qualify, with their day, centre and grants', () => {
    expect(factsAfter(at(served, '2022-03-01', ['COMPASS-NL']), at(issued, '2022-03-02'), at(admitted, '2022-03-03'), at(supported, '2022-09-01')).qualifying).toStrictEqual([
      { eventId: id('1'), kind: 'SERVICE', occurredAt: on('2022-03-01'), grants: ['COMPASS-NL'] },
      { eventId: id('2'), kind: 'ITEMS', occurredAt: on('2022-03-02'), grants: [], centreId: CENTRE },
      { eventId: id('3'), kind: 'STAY', occurredAt: on('2022-03-03'), grants: [], centreId: CENTRE },
      { eventId: id('4'), kind: 'REINTEGRATION', occurredAt: on('2022-09-01'), grants: [] },
    ]);
  });

  it('an exit ends the stay that lasts, and none that ended before', () => {
    const stays = factsAfter(at(admitted, '2022-03-01'), at(left, '2022-03-05'), at(admitted, '2022-04-01'), at(left, '2022-04-02'), at(admitted, '2022-05-01')).qualifying;
    expect(stays?.map(({ occurredAt, until }) => [occurredAt['value'], until?.['value']])).toEqual([
      ['2022-03-01', '2022-03-05'],
      ['2022-04-01', '2022-04-02'],
      ['2022-05-01', undefined],
    ]);
  });

  it('I-53: every attribution stands with its first day', () => {
    expect(factsAfter(attributed('2022-06-01'), attributed('2022-01-01')).attributions).toStrictEqual([
      { eventId: id('1'), grantCode: 'COMPASS-NL', from: '2022-06-01' },
      { eventId: id('2'), grantCode: 'COMPASS-NL', from: '2022-01-01' },
    ]);
  });

  it.each([
    ['SERVICE', served],
    ['ITEMS', issued],
    ['STAY', admitted],
    ['REINTEGRATION', supported],
  ] as const)('I-102: %s that was corrected counts no longer, its correction does, and so does one that corrects this', (kind, fact) => {
    const facts = [at(fact, '2021-12-31'), at(fact, '2021-12-30'), correcting(at(fact, '2022-01-02'), id('1'))];
    expect(days(...facts)).toEqual([[kind, '2021-12-30'], [kind, '2022-01-02']]);
    expect(days(...facts, correcting(at(fact, '2022-01-03'), id('3')))).toEqual([[kind, '2021-12-30'], [kind, '2022-01-03']]);
  });

  it('I-102: a fact of another kind, or one that names an event that is not there, takes nothing away', () => {
    expect(days(at(served, '2022-03-01'), correcting(at(issued, '2022-03-02'), id('1')), correcting(at(served, '2022-03-03'), id('99')))).toEqual([
      ['SERVICE', '2022-03-01'],
      ['ITEMS', '2022-03-02'],
      ['SERVICE', '2022-03-03'],
    ]);
  });

  it('I-102: an attribution that was corrected counts no longer', () => {
    expect(factsAfter(attributed('2021-06-01'), correcting(attributed('2022-01-01'), id('1'))).attributions).toStrictEqual([
      { eventId: id('2'), grantCode: 'COMPASS-NL', from: '2022-01-01' },
    ]);
  });

  it('I-42: every determination stays, sealed, in the order of the log', () => {
    const statuses = factsAfter(at(determined(), '2022-05-01'), at(determined(id('1')), '2022-02-01')).statuses;
    expect(statuses).toStrictEqual([
      {
        id: id('1'),
        stream: `case-${CASE_ID}`,
        type: 'VictimStatusDetermined',
        schemaVersion: 1,
        clear: { decidedBy: 'Police' },
        sealed: [{ class: 'statistic', ciphertext: '...' }, { class: 'identity', ciphertext: '...' }],
        occurredAt: on('2022-05-01'),
      },
      {
        id: id('2'),
        stream: `case-${CASE_ID}`,
        type: 'VictimStatusDetermined',
        schemaVersion: 1,
        clear: { decidedBy: 'Police', supersedes: id('1') },
        sealed: [{ class: 'statistic', ciphertext: '...' }, { class: 'identity', ciphertext: '...' }],
        occurredAt: on('2022-02-01'),
      },
    ]);
  });

  it('only consents to non-identifying reporting matter, with their validity, until they are withdrawn', () => {
    const granted = [consentTo({ consentId: id('c1'), scope: 'REPORTING_NON_IDENT', until: '2023-06-01' }), consentTo({ consentId: id('c2'), scope: 'REPORTING_NON_IDENT' })];
    const first = { validFrom: { value: '2022-06-01', precision: 'day' }, validUntil: { value: '2023-06-01', precision: 'day' }, zone: 'Africa/Niamey' };
    const second = { validFrom: { value: '2022-06-01', precision: 'day' }, zone: 'Africa/Niamey' };
    expect(factsAfter(...granted, consentTo({ consentId: id('c3'), scope: 'REFERRAL_SERVICES' })).reporting).toStrictEqual({ [id('c1')]: first, [id('c2')]: second });
    expect(factsAfter(...granted, withdrawn(id('c2'))).reporting).toStrictEqual({ [id('c1')]: first });
    expect(factsAfter(...granted, withdrawn(id('c1'), id('c2'))).reporting).toStrictEqual({});
  });
});
