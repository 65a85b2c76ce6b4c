import type { Language } from '../../code-lists/cl-05-language.ts';
import { technicalValues } from '../../code-lists/technical-values.ts';
import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { reject } from '../../rejection.ts';
import { caseNotEnded, isNewId } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { consentEvents, consentFact } from './events.ts';

/** Whoever informs knows in which language. What was stored before this was asked for stays as it is, and readable. */
const isNamed = (lang: Language) => (lang in technicalValues ? reject('LANGUAGE_NOT_NAMED', {}, ['/lang']) : undefined);

/** Comes first: no consent without the information before it (I-21), in the language used, interpreter noted (I-23). */
export const provideConsentInformation = commandOn(caseAggregate)({
  name: 'ProvideConsentInformation',
  roles: ['CASEWORKER', 'PROFILER', 'FIRST_RESPONDER'],
  fields: consentEvents.ConsentInformationProvided.fields,
  rules: ['I-21', 'I-23'],
  capabilities: ['CAP-40', 'CAP-50'],
  summary: { fr: 'Informer avant le consentement', en: 'Provide consent information' },
  example: {
    informationId: '0193c5a0-0000-7000-8000-000000001f01',
    lang: 'hau',
    interpreterUsed: false,
    topics: [
      'CONSENT_TO_INTERVIEW',
      'PURPOSE_OF_INTERVIEW',
      'USES_OF_DATA',
      'NON_IDENTIFYING_RESEARCH_USE',
      'RIGHT_TO_REQUEST_DATA',
      'STORAGE_PERIOD',
      'WITHDRAWAL_PROCESS',
    ],
    channel: 'IN_PERSON',
  },
  decide: ({ body, state }) =>
    firstRefusal(caseNotEnded(state), isNewId(body.informationId in state.consent.informations, '/informationId'), isNamed(body.lang)) ??
    accept(consentFact('ConsentInformationProvided', body), { rules: ['I-21', 'I-23'] }),
});
