import { consentTopic, type ConsentTopic } from '../../code-lists/cl-39-consent-topic.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { consentFact } from './events.ts';

export const INFORMATION = '0193c5a0-0000-7000-8000-000000001f01';
export const CONSENT = '0193c5a0-0000-7000-8000-0000000c0501';

export const allTopics = Object.keys(consentTopic.codes) as ConsentTopic[];

export const informedOf = (...topics: ConsentTopic[]): Given =>
  consentFact('ConsentInformationProvided', {
    informationId: INFORMATION,
    lang: 'hau',
    interpreterUsed: false,
    topics,
    channel: 'IN_PERSON',
  });

export const informed: Given = informedOf(...allTopics);

export const assent = (childView: 'AGREES' | 'DISAGREES' | 'TOO_YOUNG' | 'UNABLE', consentId = CONSENT): Given =>
  consentFact('AssentRecorded', { consentId, childView });
