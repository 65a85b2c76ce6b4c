import { describe, expect, it } from '@jest/globals';
import type { RecipientCategory } from '../../code-lists/cl-29-recipient-category.ts';
import type { DataCategory } from '../../code-lists/cl-43-data-category.ts';
import { agencyState, agencySuspended } from '../../testing/agency-facts.ts';
import { consentTo } from '../../testing/case-facts.ts';
import type { PersonState } from '../../person/state.ts';
import { given, NOW, PERSON_ID } from '../../testing/given-when-then.ts';
import { personAged } from '../../testing/person-facts.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { WITHHELD } from '../../mark.ts';
import { assent } from '../consent/fixtures.ts';
import { caseAggregate } from '../state.ts';
import { dataMayLeave, personForSharing } from './data-may-leave.ts';
import { REFERRAL, referralIn } from './fixtures.ts';
import { alertOf, consented, TO_REFER, TO_SHARE, withdrawn } from './sharing-fixtures.ts';

type Tried = { kind?: RecipientCategory; crossBorder?: boolean; agency?: ReturnType<typeof agencyState> | undefined; person?: PersonState; now?: string };

function tried(facts: readonly Given[], dataShared: DataCategory[], { kind = 'NGO', crossBorder = false, person, now = NOW, ...rest }: Tried = {}) {
  const { state } = given(caseAggregate, [...referralIn('DRAFT'), ...facts]);
  const referral = state.referrals[REFERRAL];
  if (referral === undefined) throw new Error('no referral in the case');
  const agency = 'agency' in rest ? rest.agency : agencyState({ kind });
  return dataMayLeave(state, { referral: { ...referral, crossBorder }, agency, dataShared, person, now });
}

const allowed = { consentIds: [TO_REFER, TO_SHARE] };
const refused = (rejected: string, params: object = {}, pointers: string[] = []) => ({ rejected, params, pointers });

const own = (consentId: string, scope: 'REFERRAL_SERVICES' | 'SHARING_OTHER_ORGS') => consentTo({ consentId, scope, categories: ['IDENTITY'] });
const asked = (facts: readonly Given[]) => personForSharing(given(caseAggregate, [...referralIn('DRAFT'), ...facts]).state);

describe('what may leave to the receiver of a referral', () => {
  it('I-61, I-62: given both consents for the category of the recipient, when listed data are shared, then it rests on both', () => {
    expect(tried(consented('IDENTITY', 'FAMILY'), ['IDENTITY'])).toEqual(allowed);
  });

  it('I-61: given the consents and no category at all, when a referral goes out, then it rests on them all the same', () => {
    expect(tried(consented(), [])).toEqual(allowed);
  });

  it('I-61: given no consent for the category of the recipient, when anything or nothing is shared, then it is refused with the scopes to obtain', () => {
    const missing = refused('CONSENT_MISSING', { scope: 'REFERRAL_SERVICES, SHARING_OTHER_ORGS' });
    expect(tried([], ['IDENTITY'])).toEqual(missing);
    expect(tried(consented('IDENTITY'), [], { kind: 'HEALTH' })).toEqual(missing);
  });

  it('I-61: given consent to referrals but not to other organisations, when data are shared, then it is refused', () => {
    expect(tried(consented('IDENTITY').slice(0, 1), ['IDENTITY'])).toEqual(refused('CONSENT_MISSING', { scope: 'SHARING_OTHER_ORGS' }));
  });

  it('I-25, I-61: given a consent that was withdrawn, when data are shared, then it is refused', () => {
    expect(tried([...consented('IDENTITY'), withdrawn(TO_REFER)], ['IDENTITY'])).toEqual(
      refused('CONSENT_MISSING', { scope: 'REFERRAL_SERVICES' }),
    );
  });

  it('I-61: given a consent that ends with this day, when data are shared the day after, then it is refused', () => {
    const facts = [
      ...consented('IDENTITY').slice(0, 1),
      consentTo({ consentId: TO_SHARE, scope: 'SHARING_OTHER_ORGS', categories: ['IDENTITY'], until: '2022-06-15' }),
    ];
    expect(tried(facts, ['IDENTITY'], { now: '2022-06-15T22:59:59.000Z' })).toEqual(allowed);
    expect(tried(facts, ['IDENTITY'], { now: '2022-06-15T23:00:00.000Z' })).toEqual(
      refused('CONSENT_MISSING', { scope: 'SHARING_OTHER_ORGS' }),
    );
  });

  it('I-62: given data that no consent lists, when they are shared, then it is refused and names them, not the others', () => {
    expect(tried(consented('IDENTITY'), ['FAMILY', 'IDENTITY', 'HISTORY'])).toEqual(
      refused('DATA_NOT_COVERED', { categories: 'FAMILY, HISTORY' }, ['/dataShared']),
    );
  });

  it('I-62: given health data that are listed, when the consent of its own to sharing them is missing, then it is refused and names them', () => {
    expect(tried(consented('IDENTITY', 'HEALTH'), ['IDENTITY', 'HEALTH'])).toEqual(
      refused('DATA_NOT_COVERED', { categories: 'HEALTH' }, ['/dataShared']),
    );
  });

  describe('under a consent for a child', () => {
    const TO_COME = '2025-06-15T10:00:00.000Z';
    const everybody = [TO_REFER, TO_SHARE];
    const byGuardian = consented('IDENTITY').map((fact) => ({ ...fact, data: { ...fact.data, giver: 'LEGAL_GUARDIAN' } }));
    const sealed = [...everybody.map((id) => assent('AGREES', id)), ...byGuardian.map((fact) => ({ ...fact, data: { ...fact.data, giver: WITHHELD } }))];
    const missing = refused('CONSENT_MISSING', { scope: 'REFERRAL_SERVICES, SHARING_OTHER_ORGS' });

    it.each([
      ['given by a guardian', byGuardian],
      ['that was sealed, after the view of the child', sealed],
    ])('I-22: given one %s, when data are shared, then they leave as long as the person is a child, and not a day longer', (_case, facts) => {
      const person = personAged(16);
      expect(tried(facts, ['IDENTITY'], { person, now: '2024-05-31T22:59:59.000Z' })).toEqual(allowed);
      expect(tried(facts, ['IDENTITY'], { person, now: '2024-05-31T23:00:00.000Z' })).toEqual(missing);
    });

    it('I-22: given a person of unknown age, when data are shared, then the consent of the guardian holds: there can be no other', () => {
      expect(tried(byGuardian, ['IDENTITY'], { now: TO_COME })).toEqual(allowed);
    });

    it('I-22: given a person who came of age and consented anew, when data are shared, then it rests on what the person gave', () => {
      const [one, other] = ['0193c5a0-0000-7000-8000-000000c05e07', '0193c5a0-0000-7000-8000-000000c05e08'] as const;
      const facts = [...byGuardian, own(one, 'REFERRAL_SERVICES'), own(other, 'SHARING_OTHER_ORGS')];
      expect(tried(facts, ['IDENTITY'], { person: personAged(16), now: TO_COME })).toEqual({ consentIds: [one, other] });
    });

    it('I-22: asks for the age of the person only where it matters', () => {
      expect(asked(consented('IDENTITY'))).toBeUndefined();
      expect(asked(sealed)).toMatchObject({ stream: { personId: PERSON_ID }, opens: ['statistic'], namers: 'controller' });
    });
  });

  it('I-63: given a recipient that was suspended or is not known, when data are shared, then it is refused', () => {
    expect(tried(consented('IDENTITY'), ['IDENTITY'], { agency: agencyState({}, agencySuspended) })).toEqual(
      refused('RECIPIENT_NOT_ACTIVE'),
    );
    expect(tried(consented('IDENTITY'), ['IDENTITY'], { agency: undefined })).toEqual(refused('RECIPIENT_NOT_ACTIVE'));
  });

  it('I-63: given a donor with every consent, when data are shared, then it is refused', () => {
    const facts = (['REFERRAL_SERVICES', 'SHARING_OTHER_ORGS'] as const).map((scope) =>
      consentTo({ consentId: TO_REFER, scope, to: 'DONOR', categories: ['IDENTITY'] }),
    );
    expect(tried(facts, ['IDENTITY'], { kind: 'DONOR' })).toEqual(refused('RECIPIENT_GETS_NO_RECORDS', { category: 'DONOR' }));
  });

  it.each(['POLICE', 'BORDER_FORCE', 'IMMIGRATION', 'FOREIGN_AGENCY'] as const)(
    'DP-24: given a critical safety alert, when data are shared with %s, then it is refused',
    (kind) => {
      expect(tried([alertOf('CRITICAL')], [], { kind })).toEqual(refused('CRITICAL_SAFETY_ALERT'));
      expect(tried([alertOf('HIGH')], [], { kind })).toEqual(
        refused('CONSENT_MISSING', { scope: 'REFERRAL_SERVICES, SHARING_OTHER_ORGS' }),
      );
    },
  );

  it('DP-24: given a critical safety alert, when data go abroad to whatever kind of agency, then it is refused', () => {
    expect(tried([...consented('IDENTITY'), alertOf('CRITICAL')], ['IDENTITY'], { crossBorder: true })).toEqual(
      refused('CRITICAL_SAFETY_ALERT'),
    );
  });

  it('DP-24: given a critical safety alert, when data are shared with an NGO of the own country, then the person is helped', () => {
    expect(tried([...consented('IDENTITY'), alertOf('CRITICAL')], ['IDENTITY'])).toEqual(allowed);
  });

  it('I-67: given every consent, when data go abroad, then it is refused for want of an agreement', () => {
    const abroad = consentTo({ consentId: '0193c5a0-0000-7000-8000-000000c05e03', scope: 'CROSS_BORDER', categories: ['IDENTITY'] });
    expect(tried([...consented('IDENTITY'), abroad], ['IDENTITY'], { crossBorder: true })).toEqual(refused('AGREEMENT_MISSING'));
  });
});
