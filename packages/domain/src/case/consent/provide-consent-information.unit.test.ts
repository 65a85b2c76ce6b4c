import { describe, expect, it } from '@jest/globals';
import { caseIn } from '../../testing/case-facts.ts';
import { given } from '../../testing/given-when-then.ts';
import { identificationFact } from '../identification/events.ts';
import { caseAggregate } from '../state.ts';
import { readSchema } from '../../field-schemas.ts';
import { consentEvents, consentFact } from './events.ts';
import { allTopics, INFORMATION, informed, informedOf } from './fixtures.ts';
import { provideConsentInformation } from './provide-consent-information.ts';

const body = { informationId: INFORMATION, lang: 'dje', interpreterUsed: true, topics: allTopics, channel: 'REMOTE' } as const;

describe('ProvideConsentInformation', () => {
  it('I-21, I-23: given a person just identified, when the information is given, then its topics, language and interpreter are kept', () => {
    const when = given(caseAggregate, caseIn('IDENTIFIED')).when(provideConsentInformation, body);
    when.then(consentFact('ConsentInformationProvided', body));
    when.relyingOn({ rules: ['I-21', 'I-23'], consentIds: [] });
  });

  it('may be given in parts: each says its topics', () => {
    const part = { ...body, topics: ['USES_OF_DATA'] } as const;
    given(caseAggregate, caseIn('FOLLOW_UP'))
      .when(provideConsentInformation, part)
      .then(consentFact('ConsentInformationProvided', { ...part, topics: ['USES_OF_DATA'] }));
    expect(given(caseAggregate, [...caseIn('FOLLOW_UP'), informedOf('USES_OF_DATA')]).state.consent.informations).toEqual({
      [INFORMATION]: ['USES_OF_DATA'],
    });
  });

  it.each(['UNKNOWN', 'NOT_ASKED', 'REFUSED'] as const)('I-23: given a language that is %s, when the information is given, then it is refused', (lang) => {
    const { outcome } = given(caseAggregate, caseIn('IDENTIFIED')).when(provideConsentInformation, { ...body, lang });
    expect(outcome).toEqual({ rejected: 'LANGUAGE_NOT_NAMED', params: {}, pointers: ['/lang'] });
  });

  it('I-23: a language that the list lacks is `mis`, and is taken', () => {
    const other = { ...body, lang: 'mis' } as const;
    given(caseAggregate, caseIn('IDENTIFIED')).when(provideConsentInformation, other).then(consentFact('ConsentInformationProvided', other));
  });

  it('an information that was stored without its language is read as before', () => {
    const old = consentFact('ConsentInformationProvided', { ...body, lang: 'UNKNOWN' });
    expect(readSchema(consentEvents.ConsentInformationProvided.fields).parse(old.data)).toEqual(old.data);
    expect(given(caseAggregate, [...caseIn('IDENTIFIED'), old]).state.consent.informations).toEqual({ [INFORMATION]: allTopics });
  });

  it('given an information with this id, when another one is given under it, then it is refused', () => {
    const { outcome } = given(caseAggregate, [...caseIn('IDENTIFIED'), informed]).when(provideConsentInformation, body);
    expect(outcome).toEqual({ rejected: 'ID_ALREADY_USED', params: {}, pointers: ['/informationId'] });
  });

  it.each([
    ['CLOSED', caseIn('CLOSED')],
    [
      'SCREENED_OUT',
      [
        ...caseIn('IDENTIFIED'),
        identificationFact('ScreeningCompleted', {
          toolCode: 'T',
          acts: [],
          means: [],
          purposes: [],
          outcome: 'NONE',
          nextStep: 'NO_ACTION',
        }),
      ],
    ],
    ['NONE', []],
  ])('given a case in state %s, when the information is given, then it is refused', (state, facts) => {
    const { outcome } = given(caseAggregate, facts).when(provideConsentInformation, body);
    expect(outcome).toEqual({ rejected: 'CASE_NOT_OPEN', params: { state }, pointers: [] });
  });

  it('is for whoever meets the person first', () => {
    expect(provideConsentInformation).toMatchObject({
      roles: ['CASEWORKER', 'PROFILER', 'FIRST_RESPONDER'],
      partnerRoles: [],
      creates: false,
      opens: [],
    });
  });
});
