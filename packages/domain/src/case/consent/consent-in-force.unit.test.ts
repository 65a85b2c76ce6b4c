import { describe, expect, it } from '@jest/globals';
import type { Frame } from '../../command-frame.ts';
import { consentTo } from '../../testing/case-facts.ts';
import { given, NOW, OTHER_AGENCY } from '../../testing/given-when-then.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { consentsFor } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { consentsInForce, covers, isInForce } from './consent-in-force.ts';
import { consentFact } from './events.ts';
import { CONSENT } from './fixtures.ts';
import type { Consent, RecipientScope } from './state.ts';

type Time = Frame['occurredAt'];
const zone = 'Africa/Niamey';
const onDay = (value: string): Time => ({ value, precision: 'day', zone });
const interview = consentTo({ consentId: CONSENT, scope: 'INTERVIEW', until: '2022-06-20' });
const withdrawnOn = (occurredAt: Time): Given => ({
  ...consentFact('ConsentWithdrawn', { consentIds: [CONSENT], channel: 'REMOTE' }),
  metadata: { occurredAt, recordedAt: '2022-06-14T08:00:00.000Z' },
});
const stateOf = (...facts: readonly Given[]) => given(caseAggregate, facts).state;
const inForceAt = (at: string, ...facts: readonly Given[]) =>
  consentsInForce(stateOf(interview, ...facts).consent, 'INTERVIEW', { at: Date.parse(at) }).length > 0;
const reliedOn = (occurredAt: Time, ...facts: readonly Given[]) =>
  consentsFor(stateOf(interview, ...facts), 'INTERVIEW', { frame: { occurredAt }, now: NOW }).length > 0;

describe('a consent as of now, for what leaves', () => {
  it.each([
    ['2022-05-31T22:59:59.999Z', false],
    ['2022-05-31T23:00:00.000Z', true],
    ['2022-06-20T22:59:59.999Z', true],
    ['2022-06-20T23:00:00.000Z', false],
  ])('from the beginning of its first day to the end of its last in its zone: %s is %s', (at, expected) => {
    expect(inForceAt(at)).toBe(expected);
  });

  it.each([onDay('2022-06-10'), onDay('2022-06-30'), { value: '', precision: 'unknown', zone } as const])(
    'I-25: once withdrawn it is in force at no instant, whatever time the withdrawal says: $value',
    (occurredAt) => {
      expect(['2022-06-02T00:00:00Z', NOW, '2022-06-19T00:00:00Z'].map((at) => inForceAt(at, withdrawnOn(occurredAt)))).toEqual([
        false,
        false,
        false,
      ]);
    },
  );

  it('is asked for by scope, and for a recipient where one is named', () => {
    const recipient = { agencyId: OTHER_AGENCY, category: 'POLICE', country: 'NER' } as const;
    const { consent } = stateOf(interview);
    expect(consentsInForce(consent, 'CASE_MANAGEMENT', { at: Date.parse(NOW) })).toEqual([]);
    expect(consentsInForce(consent, 'INTERVIEW', { at: Date.parse(NOW), recipient })).toEqual([]);
    expect(
      consentsInForce(consent, 'INTERVIEW', { at: Date.parse(NOW), recipient: { ...recipient, category: 'NGO' } }).map(
        ({ consentId }) => consentId,
      ),
    ).toEqual([CONSENT]);
  });
});

describe('a consent as of the day, for what the agency did', () => {
  it('I-25: given a withdrawal on 10 June, then what happened before stays lawful, also when it is recorded later', () => {
    const withdrawn = withdrawnOn(onDay('2022-06-10'));
    expect(['2022-06-09', '2022-06-10', '2022-06-11'].map((day) => reliedOn(onDay(day), withdrawn))).toEqual([true, false, false]);
  });

  it('I-25: given a withdrawal in the afternoon, then what happened on that day may have been before it', () => {
    const withdrawn = withdrawnOn({ value: '2022-06-10T15:00:00Z', precision: 'instant', zone });
    const at = (value: string): Time => ({ value, precision: 'instant', zone });
    expect([onDay('2022-06-10'), at('2022-06-10T14:59:59Z'), at('2022-06-10T15:00:00Z')].map((time) => reliedOn(time, withdrawn))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('I-25: given a withdrawal of unknown time, then nothing may rely on the consent', () => {
    expect(reliedOn(onDay('2022-06-02'), withdrawnOn({ value: '', precision: 'unknown', zone }))).toBe(false);
  });

  it('I-25: given a withdrawal that a wrong clock put into the future, then it holds from its recording', () => {
    const withdrawn = withdrawnOn(onDay('2022-06-18'));
    expect(['2022-06-13', '2022-06-15'].map((day) => reliedOn(onDay(day), withdrawn))).toEqual([true, false]);
  });

  it('given an unknown time of what happened, then it is judged as of now', () => {
    const unknown = { value: '', precision: 'unknown', zone } as const;
    expect([reliedOn(unknown), reliedOn(unknown, withdrawnOn(onDay('2022-06-10')))]).toEqual([true, false]);
  });

  it('given a second withdrawal, then the first one counts', () => {
    const facts = [withdrawnOn(onDay('2022-06-05')), withdrawnOn(onDay('2022-06-10'))];
    expect(reliedOn(onDay('2022-06-07'), ...facts)).toBe(false);
  });
});

describe('whom a consent covers', () => {
  const recipient = { agencyId: OTHER_AGENCY, category: 'NGO', country: 'NER' } as const;
  const consent = { ...stateOf(interview).consent.consents[CONSENT], recipients: [] } as unknown as Consent;

  it.each<readonly [boolean, readonly RecipientScope[]]>([
    [false, []],
    [true, [{ category: 'NGO' }]],
    [true, [{ category: 'POLICE' }, { category: 'NGO' }]],
    [true, [{ category: 'NGO', agencyId: OTHER_AGENCY, country: 'NER' }]],
    [false, [{ category: 'NGO', agencyId: 'another' }]],
    [false, [{ category: 'NGO', country: 'NGA' }]],
    [false, [{ category: 'POLICE', agencyId: OTHER_AGENCY, country: 'NER' }]],
  ])('%s for %j', (expected, recipients) => {
    expect(covers({ ...consent, recipients }, recipient)).toBe(expected);
  });

  it('is in force without a known beginning or end', () => {
    const open = { ...consent, validFrom: { value: '', precision: 'unknown' }, validUntil: undefined } as const;
    expect([isInForce(open, 0), isInForce({ ...open, validUntil: { value: '', precision: 'unknown' } }, Date.parse('2099-01-01'))]).toEqual(
      [true, true],
    );
  });
});
