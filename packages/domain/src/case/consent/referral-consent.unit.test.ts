import { describe, expect, it } from '@jest/globals';
import type { DataCategory } from '../../code-lists/cl-43-data-category.ts';
import { NOW, OTHER_AGENCY } from '../../testing/given-when-then.ts';
import type { Recipient } from './consent-in-force.ts';
import { referralConsent } from './referral-consent.ts';
import type { Consent, ConsentLedger } from './state.ts';

const at = Date.parse(NOW);
const school: Recipient = { agencyId: OTHER_AGENCY, category: 'EDUCATION', country: 'NER' };
const abroad = { recipient: { agencyId: OTHER_AGENCY, category: 'FOREIGN_AGENCY', country: 'NGA' }, crossBorder: true } as const;

type Given = Partial<Consent> & Pick<Consent, 'scope'>;
function ledger(...given: readonly Given[]): ConsentLedger {
  const consents = given.map((consent): Consent => ({
    consentId: consent.scope,
    inPerson: true,
    recipients: [{ category: 'EDUCATION' }],
    dataCategories: ['IDENTITY', 'FAMILY'],
    validFrom: { value: '2022-06-01', precision: 'day' },
    validUntil: undefined,
    zone: 'Africa/Niamey',
    withdrawnAt: undefined,
    ...consent,
  }));
  return {
    informations: {},
    assents: {},
    refused: [],
    noes: {},
    consents: Object.fromEntries(consents.map((consent) => [consent.consentId, consent])),
  };
}

const services: Given = { scope: 'REFERRAL_SERVICES' };
const sharing: Given = { scope: 'SHARING_OTHER_ORGS' };
const share = (found: ConsentLedger, dataCategories: readonly DataCategory[], to = { recipient: school, crossBorder: false }) =>
  referralConsent(found, { ...to, dataCategories, age: undefined, at });

describe('what a referral may share', () => {
  it('I-61: given both consents for the recipient, when it is asked what may be shared, then it is what they list', () => {
    expect(share(ledger(services, sharing), ['FAMILY', 'LOCATION', 'IDENTITY'])).toEqual({
      consentIds: ['REFERRAL_SERVICES', 'SHARING_OTHER_ORGS'],
      permitted: ['FAMILY', 'IDENTITY'],
      missing: [],
    });
  });

  it('I-62: given that each of the two consents lists another category, when both are to be shared, then both may be', () => {
    const found = ledger({ ...services, dataCategories: ['IDENTITY'] }, { ...sharing, dataCategories: ['CONTACT'] });
    expect(share(found, ['IDENTITY', 'CONTACT', 'FAMILY']).permitted).toEqual(['IDENTITY', 'CONTACT']);
  });

  it('given consents and nothing to share, then they are relied on all the same', () => {
    expect(share(ledger(services, sharing), [])).toEqual({
      consentIds: ['REFERRAL_SERVICES', 'SHARING_OTHER_ORGS'],
      permitted: [],
      missing: [],
    });
  });

  it('given two consents of one scope, then both are relied on', () => {
    const again: Given = { ...services, consentId: 'again', dataCategories: ['LOCATION'] };
    expect(share(ledger(services, sharing, again), ['LOCATION'])).toEqual({
      consentIds: ['REFERRAL_SERVICES', 'again', 'SHARING_OTHER_ORGS'],
      permitted: ['LOCATION'],
      missing: [],
    });
  });

  it.each([
    ['no consent', [], ['REFERRAL_SERVICES', 'SHARING_OTHER_ORGS']],
    ['no consent to share with others', [services], ['SHARING_OTHER_ORGS']],
    ['no consent to be referred', [sharing], ['REFERRAL_SERVICES']],
    ['a consent that was withdrawn', [services, { ...sharing, withdrawnAt: 0 }], ['SHARING_OTHER_ORGS']],
    [
      'a consent that ran out yesterday',
      [services, { ...sharing, validUntil: { value: '2022-06-14', precision: 'day' } }],
      ['SHARING_OTHER_ORGS'],
    ],
    [
      'a consent from tomorrow on',
      [services, { ...sharing, validFrom: { value: '2022-06-16', precision: 'day' } }],
      ['SHARING_OTHER_ORGS'],
    ],
    [
      'a consent for another category of recipients',
      [services, { ...sharing, recipients: [{ category: 'POLICE' }] }],
      ['SHARING_OTHER_ORGS'],
    ],
    [
      'a consent for another agency',
      [services, { ...sharing, recipients: [{ category: 'EDUCATION', agencyId: 'another' }] }],
      ['SHARING_OTHER_ORGS'],
    ],
    [
      'a consent for another country',
      [services, { ...sharing, recipients: [{ category: 'EDUCATION', country: 'NGA' }] }],
      ['SHARING_OTHER_ORGS'],
    ],
    ['a consent for nobody', [services, { ...sharing, recipients: [] }], ['SHARING_OTHER_ORGS']],
  ] as const)('I-61: given %s, when something is to be shared, then nothing may be', (_case, given, missing) => {
    const { permitted, missing: found } = share(ledger(...(given as readonly Given[])), ['IDENTITY']);
    expect({ permitted, missing: found }).toEqual({ permitted: [], missing });
  });

  it.each([
    ['HEALTH', 'MEDICAL_DATA'],
    ['JUSTICE', 'JUSTICE'],
    ['PHOTO', 'PHOTO'],
    ['DOCUMENT_COPY', 'PHOTO'],
  ] as const)('I-62: %s needs the consent %s besides, and each of the consents has to list it', (category, scope) => {
    const listed = [{ ...services, dataCategories: ['IDENTITY', category] as const }, sharing];
    const own: Given = { scope, dataCategories: [category] };
    expect(share(ledger(...listed), ['IDENTITY', category])).toEqual({
      consentIds: ['REFERRAL_SERVICES', 'SHARING_OTHER_ORGS'],
      permitted: ['IDENTITY'],
      missing: [scope],
    });
    expect(share(ledger(...listed, own), ['IDENTITY', category])).toEqual({
      consentIds: ['REFERRAL_SERVICES', 'SHARING_OTHER_ORGS', scope],
      permitted: ['IDENTITY', category],
      missing: [],
    });
    expect(share(ledger(services, sharing, own), [category]).permitted).toEqual([]);
    expect(share(ledger(...listed, { scope, dataCategories: ['IDENTITY'] }), [category]).permitted).toEqual([]);
    expect(share(ledger(...listed, { ...own, recipients: [] }), [category])).toMatchObject({ permitted: [], missing: [scope] });
  });

  it('does not rely on a consent whose category is not to be shared', () => {
    expect(share(ledger(services, sharing, { scope: 'MEDICAL_DATA' }), ['IDENTITY']).consentIds).toEqual([
      'REFERRAL_SERVICES',
      'SHARING_OTHER_ORGS',
    ]);
  });

  describe('across a border', () => {
    const recipients = [{ category: 'FOREIGN_AGENCY', country: 'NGA' }] as const;
    const both = [
      { ...services, recipients },
      { ...sharing, recipients },
    ];
    const border: Given = { scope: 'CROSS_BORDER', recipients, dataCategories: ['IDENTITY'] };

    it('I-67: given a consent that names the country, then what all of them list may be shared', () => {
      expect(share(ledger(...both, border), ['IDENTITY', 'FAMILY'], abroad)).toEqual({
        consentIds: ['REFERRAL_SERVICES', 'SHARING_OTHER_ORGS', 'CROSS_BORDER'],
        permitted: ['IDENTITY'],
        missing: [],
      });
    });

    it.each([
      ['no consent for it', []],
      ['a consent that names another country', [{ ...border, recipients: [{ category: 'FOREIGN_AGENCY', country: 'BEN' }] }]],
      ['a consent that names no country', [{ ...border, recipients: [{ category: 'FOREIGN_AGENCY' }] }]],
      [
        'a consent that names the country for another agency',
        [{ ...border, recipients: [{ category: 'FOREIGN_AGENCY', agencyId: 'another', country: 'NGA' }] }],
      ],
    ] as const)('I-67: given %s, then nothing may be shared', (_case, given) => {
      expect(share(ledger(...both, ...(given as readonly Given[])), ['IDENTITY'], abroad)).toEqual({
        consentIds: ['REFERRAL_SERVICES', 'SHARING_OTHER_ORGS'],
        permitted: [],
        missing: ['CROSS_BORDER'],
      });
    });
  });
});
