import type { DataCategory } from '../../code-lists/cl-43-data-category.ts';
import { consentTo } from '../../testing/case-facts.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { consentFact } from '../consent/events.ts';
import { safetyFact } from '../safety/events.ts';

export const TO_REFER = '0193c5a0-0000-7000-8000-000000c05e01';
export const TO_SHARE = '0193c5a0-0000-7000-8000-000000c05e02';

/** Both consents that every referral needs (I-61), to NGOs. */
export const consented = (...categories: DataCategory[]): Given[] => [
  consentTo({ consentId: TO_REFER, scope: 'REFERRAL_SERVICES', categories }),
  consentTo({ consentId: TO_SHARE, scope: 'SHARING_OTHER_ORGS', categories }),
];

export const withdrawn = (...consentIds: string[]): Given => consentFact('ConsentWithdrawn', { consentIds, channel: 'IN_PERSON' });

export const alertOf = (severity: 'INFO' | 'HIGH' | 'CRITICAL'): Given =>
  safetyFact('SafetyAlertRaised', { safetyAlertId: '0193c5a0-0000-7000-8000-00000000a1e7', kind: 'RETALIATION_RISK', severity });
