import { describe, expect, it } from '@jest/globals';
import type { Written } from '../../field-tree.ts';
import { caseIn, consentTo, identified, opened } from '../../testing/case-facts.ts';
import { given, PERSON_ID } from '../../testing/given-when-then.ts';
import { personAged } from '../../testing/person-facts.ts';
import { consentFact } from '../consent/events.ts';
import { caseAggregate } from '../state.ts';
import { conductInterview } from './conduct-interview.ts';
import { assessmentFact, type assessmentEvents } from './events.ts';

type Body = Written<typeof assessmentEvents.InterviewConducted.fields>;
const CONSENT = '0193c5a0-0000-7000-8000-0000000c0501';
const body: Body = {
  interviewId: '0193c5a0-0000-7000-8000-00000001fe02',
  durationMin: 30,
  mode: 'REMOTE',
  interpreterUsed: false,
  presentRoles: ['PERSON', 'INTERVIEWER'],
  tool: 'INTAKE',
  summary: { text: 'Résumé fictif', lang: 'fra' },
};
const conducted = assessmentFact('InterviewConducted', body);
const consent = consentTo({ consentId: CONSENT, scope: 'INTERVIEW', until: '2022-12-31' });
const adult = { context: { person: personAged(30) } };
const on = (value: string) => ({ ...adult, frame: { occurredAt: { value, precision: 'day', zone: 'Africa/Niamey' } } }) as const;
const states = ['REGISTERED', 'IN_ASSESSMENT', 'ASSESSED', 'PLANNED', 'IN_ASSISTANCE', 'REINTEGRATING', 'FOLLOW_UP'] as const;

describe('ConductInterview', () => {
  it.each(states)(
    'I-20: given a case in state %s with consent, when an interview was held, then it is recorded with the consent it relied on',
    (state) => {
      const when = given(caseAggregate, [...caseIn(state), consent]).when(conductInterview, body, adult);
      when.then(conducted);
      when.relyingOn({ rules: ['I-20', 'I-30'], consentIds: [CONSENT] });
    },
  );

  it('begins the assessment', () => {
    expect(given(caseAggregate, [...caseIn('REGISTERED'), conducted]).state.lifecycle.status).toBe('IN_ASSESSMENT');
  });

  it('I-20: given no consent to it, when an interview was held, then it is refused', () => {
    const other = consentTo({ consentId: CONSENT, scope: 'CASE_MANAGEMENT' });
    const { outcome } = given(caseAggregate, [...caseIn('REGISTERED'), other]).when(conductInterview, body, adult);
    expect(outcome).toEqual({ rejected: 'CONSENT_MISSING', params: { scope: 'INTERVIEW' }, pointers: [] });
  });

  it('I-20: given a consent withdrawn since, when an interview of an earlier day is recorded late, then it is recorded, and one of a later day is refused', () => {
    const withdrawn = {
      ...consentFact('ConsentWithdrawn', { consentIds: [CONSENT], channel: 'REMOTE' }),
      metadata: { occurredAt: { value: '2022-06-10', precision: 'day', zone: 'Africa/Niamey' }, recordedAt: '2022-06-10T09:00:00.000Z' },
    } as const;
    const facts = [...caseIn('REGISTERED'), consent, withdrawn];
    given(caseAggregate, facts).when(conductInterview, body, on('2022-06-09')).then(conducted);
    given(caseAggregate, facts).when(conductInterview, body, on('2022-06-11')).thenRejected('CONSENT_MISSING');
  });

  it.each([
    ['a child', personAged(17)],
    ['a person of unknown age', undefined],
  ])('I-30: given %s alone with an interviewer, when an interview was held, then it is refused', (_case, person) => {
    const when = given(caseAggregate, [...caseIn('REGISTERED'), consent]).when(conductInterview, body, { context: { person } });
    expect(when.outcome).toEqual({ rejected: 'SECOND_ADULT_NEEDED', params: {}, pointers: ['/presentRoles', '/safetyReason'] });
    expect(when.requests['person']).toMatchObject({ stream: { personId: PERSON_ID }, opens: ['statistic'], namers: 'controller' });
  });

  it.each<readonly [string, Partial<Body>]>([
    ['a guardian', { presentRoles: ['PERSON', 'GUARDIAN'] }],
    ['a second adult', { presentRoles: ['PERSON', 'INTERVIEWER', 'SECOND_ADULT'] }],
    ['nobody else for a safety reason', { safetyReason: { text: 'La famille est impliquée', lang: 'fra' } }],
  ])('I-30: given a child with %s, when an interview was held, then it is recorded', (_case, more) => {
    const when = given(caseAggregate, [...caseIn('REGISTERED'), consent]).when(
      conductInterview,
      { ...body, ...more },
      { context: { person: personAged(12) } },
    );
    when.then(assessmentFact('InterviewConducted', { ...body, ...more }));
    when.relyingOn({ rules: ['I-20', 'I-30'], consentIds: [CONSENT] });
  });

  it('given an interview with this id, when another one is recorded under it, then it is refused', () => {
    const { outcome } = given(caseAggregate, [...caseIn('REGISTERED'), consent, conducted]).when(conductInterview, body, adult);
    expect(outcome).toEqual({ rejected: 'ID_ALREADY_USED', params: {}, pointers: ['/interviewId'] });
  });

  it.each(['IDENTIFIED', 'CLOSED'] as const)('given a case in state %s, when an interview was held, then it is refused', (state) => {
    given(caseAggregate, [...caseIn(state), consent])
      .when(conductInterview, body, adult)
      .thenRejected('CASE_NOT_OPEN');
  });

  it('given a person not registered yet, when an interview was held, then it is refused', () => {
    given(caseAggregate, [identified, opened, consent]).when(conductInterview, body, adult).thenRejected('WRONG_CASE_STATE');
  });

  it('is for caseworkers', () => {
    expect(conductInterview).toMatchObject({ roles: ['CASEWORKER'], partnerRoles: [], creates: false, opens: [] });
  });
});
