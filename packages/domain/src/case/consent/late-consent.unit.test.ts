import { describe, expect, it } from '@jest/globals';
import type { Metadata } from '../../metadata.ts';
import { caseIn, consentTo } from '../../testing/case-facts.ts';
import { given } from '../../testing/given-when-then.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { caseAggregate } from '../state.ts';
import { consentsAsOf, consentsInForce } from './consent-in-force.ts';
import { consentFact } from './events.ts';
import { CONSENT } from './fixtures.ts';

const scope = 'SHARING_OTHER_ORGS';
const EARLIER = '0193c5a0-0000-7000-8000-0000000c0502';
const zone = 'Africa/Niamey';
const instant = (value: string) => ({ value, precision: 'instant', zone }) as const;
const day = (value: string) => ({ value, precision: 'day', zone }) as const;
const unknown = { value: '', precision: 'unknown', zone } as const;
const at = (fact: Given, occurredAt: Metadata['occurredAt'], recordedAt: string): Given => ({
  ...fact,
  metadata: { ...fact.metadata, occurredAt, recordedAt },
});

const earlier = consentTo({ consentId: EARLIER, scope });
const granted = consentTo({ consentId: CONSENT, scope });
const byScope = consentFact('ConsentWithdrawn', { consentIds: [EARLIER], scope, channel: 'IN_PERSON' });
const byId = consentFact('ConsentWithdrawn', { consentIds: [EARLIER], channel: 'IN_PERSON' });
const refused = consentFact('ConsentRefused', { scope, reasonCode: 'NO_TRUST', effectExplained: true });

const TWO = '2022-06-14T14:00:00.000Z';
const FOUR = '2022-06-14T16:00:00.000Z';
const stateOf = (...facts: readonly Given[]) => given(caseAggregate, [...caseIn('REGISTERED'), ...facts]).state.consent;
const opened = (...facts: readonly Given[]): string[] =>
  consentsInForce(stateOf(...facts), scope, { at: Date.parse('2022-06-15T10:00:00.000Z') }).map(({ consentId }) => consentId);

describe('a consent that comes in after a later no', () => {
  it.each([
    ['a withdrawal of the scope', [earlier, at(byScope, instant(TWO), TWO)], []],
    ['a refusal', [at(refused, instant(TWO), TWO)], [scope]],
  ] as const)('I-25: given %s at 14:00, when the consent of 09:00 is synced, then it opens nothing, and the no stands', (_case, no, standing) => {
    const late = at(granted, instant('2022-06-14T09:00:00.000Z'), FOUR);
    expect(opened(...no, late)).toEqual([]);
    expect(stateOf(...no, late).refused).toEqual(standing);
  });

  it('I-25: given it, when an act of the time between is recorded late, then that one was lawful, and what came after is not', () => {
    const ledger = stateOf(earlier, at(byScope, instant(TWO), TWO), at(granted, instant('2022-06-14T09:00:00.000Z'), FOUR));
    expect(consentsAsOf(ledger, scope, Date.parse('2022-06-14T10:00:00.000Z'))).toHaveLength(2);
    expect(consentsAsOf(ledger, scope, Date.parse(TWO))).toEqual([]);
  });

  it.each([
    ['the day before', day('2022-06-13'), undefined],
    ['that day, on a device that wrote it down at 09:00', day('2022-06-14'), '2022-06-14T09:00:00.000Z'],
    ['nobody knows when, on a device that wrote it down at 09:00', unknown, '2022-06-14T09:00:00.000Z'],
  ] as const)('I-25: given a withdrawal at 14:00, when a consent of %s comes, then it opens nothing', (_case, occurredAt, recordedAt) => {
    const device = recordedAt && { id: EARLIER, sequence: 1, recordedAt };
    const late = at(granted, occurredAt, FOUR);
    expect(opened(earlier, at(byScope, instant(TWO), TWO), { ...late, metadata: { ...late.metadata, device } })).toEqual([]);
  });

  it('I-25: given a withdrawal of a day that was recorded at 14:00, when a consent of 09:00 comes, then it opens nothing', () => {
    const late = at(granted, instant('2022-06-14T09:00:00.000Z'), FOUR);
    expect(opened(earlier, at(byScope, day('2022-06-14'), TWO), late)).toEqual([]);
  });

  it('I-25: given two noes, of which the older came in last, when a consent between them comes, then the newer one has answered it', () => {
    const older = at(refused, instant('2022-06-14T08:00:00.000Z'), '2022-06-14T15:00:00.000Z');
    const late = at(granted, instant('2022-06-14T09:00:00.000Z'), FOUR);
    expect(opened(earlier, at(byScope, instant(TWO), TWO), older, late)).toEqual([]);
  });
});

describe('a consent that is given again', () => {
  it.each([
    ['an hour later', instant('2022-06-14T15:00:00.000Z'), FOUR],
    ['on the same day, and recorded after it', day('2022-06-14'), FOUR],
    ['at the same instant, after it in the log', instant(TWO), TWO],
    ['at a time nobody knows, and recorded after it', unknown, FOUR],
  ] as const)('I-25: given a withdrawal at 14:00, when the person consents %s, then that opens anew', (_case, occurredAt, recordedAt) => {
    expect(opened(earlier, at(byScope, instant(TWO), TWO), at(granted, occurredAt, recordedAt))).toEqual([CONSENT]);
  });

  it('I-25: given one consent that was withdrawn by its id, when another of that morning comes, then it holds: the scope was not refused', () => {
    expect(opened(earlier, at(byId, instant(TWO), TWO), at(granted, instant('2022-06-14T09:00:00.000Z'), FOUR))).toEqual([CONSENT]);
  });

  it('I-25: given a no to another scope, when a consent of that morning comes, then it holds', () => {
    const other: Given = { ...refused, data: { ...refused.data, scope: 'JUSTICE' } };
    expect(opened(at(other, instant(TWO), TWO), at(granted, instant('2022-06-14T09:00:00.000Z'), FOUR))).toEqual([CONSENT]);
  });
});
