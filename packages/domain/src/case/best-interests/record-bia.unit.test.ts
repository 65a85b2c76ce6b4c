import { describe, expect, it } from '@jest/globals';
import type { Written } from '../../field-tree.ts';
import { caseIn } from '../../testing/case-facts.ts';
import { given, PERSON_ID } from '../../testing/given-when-then.ts';
import { personAged } from '../../testing/person-facts.ts';
import { caseAggregate } from '../state.ts';
import { bestInterestsFact, type bestInterestsEvents } from './events.ts';
import { recordBia } from './record-bia.ts';

const body: Written<typeof bestInterestsEvents.BestInterestsAssessmentRecorded.fields> = {
  biaId: '0193c5a0-0000-7000-8000-00000000b1a1',
  kind: 'SHORT',
  trigger: 'UASC_DURABLE_SOLUTION',
  childHeard: false,
  reasoning: { text: 'Raisonnement fictif', lang: 'fra' },
};
const child = { context: { person: personAged(12) } };

describe('RecordBia', () => {
  it.each(['SHORT', 'COMPREHENSIVE'] as const)(
    'I-33: given a child, when a %s best-interests assessment is made, then it is recorded',
    (kind) => {
      const when = given(caseAggregate, caseIn('REGISTERED')).when(recordBia, { ...body, kind }, child);
      const recorded = bestInterestsFact('BestInterestsAssessmentRecorded', { ...body, kind });
      when.then(recorded);
      when.relyingOn({ rules: ['I-33'], consentIds: [] });
      expect(given(caseAggregate, [...caseIn('REGISTERED'), recorded]).state.bestInterests.assessments).toEqual({ [body.biaId]: kind });
    },
  );

  it('given a person of unknown age, when one is made, then the person counts as a child', () => {
    const when = given(caseAggregate, caseIn('FOLLOW_UP')).when(recordBia, body, { context: { person: undefined } });
    when.then(bestInterestsFact('BestInterestsAssessmentRecorded', body));
    expect(when.requests['person']).toMatchObject({ stream: { personId: PERSON_ID }, opens: ['statistic'], namers: 'controller' });
  });

  it('given an adult, when one is made, then it is refused', () => {
    const { outcome } = given(caseAggregate, caseIn('REGISTERED')).when(recordBia, body, { context: { person: personAged(18) } });
    expect(outcome).toEqual({ rejected: 'PERSON_IS_ADULT', params: {}, pointers: [] });
  });

  it('given one with this id, when another one is recorded under it, then it is refused', () => {
    const facts = [...caseIn('REGISTERED'), bestInterestsFact('BestInterestsAssessmentRecorded', body)];
    expect(given(caseAggregate, facts).when(recordBia, body, child).outcome).toEqual({
      rejected: 'ID_ALREADY_USED',
      params: {},
      pointers: ['/biaId'],
    });
  });

  it.each(['IDENTIFIED', 'CLOSED'] as const)('given a case in state %s, when one is made, then it is refused', (state) => {
    given(caseAggregate, caseIn(state)).when(recordBia, body, child).thenRejected('CASE_NOT_OPEN');
  });

  it('is for caseworkers and the guardianship authority', () => {
    expect(recordBia).toMatchObject({ roles: ['CASEWORKER', 'CHILD_GUARDIAN_AUTH'], partnerRoles: [], creates: false, opens: [] });
  });
});
