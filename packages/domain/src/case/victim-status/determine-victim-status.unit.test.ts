import { describe, expect, it } from '@jest/globals';
import type { CommandActor } from '../../command-definition.ts';
import type { Written } from '../../field-tree.ts';
import { ERASED } from '../../mark.ts';
import { writtenSchema } from '../../field-schemas.ts';
import { caseIn } from '../../testing/case-facts.ts';
import { given } from '../../testing/given-when-then.ts';
import { caseAggregate } from '../state.ts';
import { determineVictimStatus } from './determine-victim-status.ts';
import { victimStatusFact, type victimStatusEvents } from './events.ts';

type Body = Written<typeof victimStatusEvents.VictimStatusDetermined.fields>;
const possible: Body = { status: 'PossibleVictimOfTrafficking', decidedBy: 'Police', grounds: { text: 'Motifs fictifs', lang: 'fra' } };
const actual: Body = { ...possible, status: 'ActualVictimOfTrafficking', decidedBy: 'CourtOrProsecution' };
const none: Body = { ...possible, status: 'NotAVictimOfTrafficking', decidedBy: 'NonPoliceGovernmentalOrganization' };

const FIRST = '0193c5a0-0000-7000-8000-000000000f01';
const SECOND = '0193c5a0-0000-7000-8000-000000000f02';
const determined = (body: Body, id: string) => ({ ...victimStatusFact('VictimStatusDetermined', body), id });
const as = (role: CommandActor['role']) => ({ actor: { role } });

describe('DetermineVictimStatus', () => {
  it.each([possible, actual, none])('I-41: given a case, when $status is determined by a body and on a day, then it stands', (body) => {
    const when = given(caseAggregate, caseIn('REGISTERED')).when(determineVictimStatus, body);
    when.then(victimStatusFact('VictimStatusDetermined', body));
    when.relyingOn({ rules: ['I-41', 'I-42'], consentIds: [] });
    expect(given(caseAggregate, [...caseIn('REGISTERED'), determined(body, FIRST)]).state.victimStatus).toEqual({
      status: body.status,
      eventId: FIRST,
    });
  });

  it('I-41: given no deciding organisation, then it is refused', () => {
    const { decidedBy: _left, ...rest } = actual;
    expect(writtenSchema(determineVictimStatus.fields).safeParse(rest).success).toBe(false);
  });

  it('I-41: given a decision of unknown date, when the status is ActualVictimOfTrafficking, then it is refused, and any other one is not', () => {
    const undated = { frame: { occurredAt: { value: '', precision: 'unknown', zone: 'Africa/Niamey' } } } as const;
    const { outcome } = given(caseAggregate, caseIn('REGISTERED')).when(determineVictimStatus, actual, undated);
    expect(outcome).toEqual({ rejected: 'DECISION_DATE_NEEDED', params: {}, pointers: ['/occurredAt'] });
    for (const body of [possible, none])
      given(caseAggregate, caseIn('REGISTERED'))
        .when(determineVictimStatus, body, undated)
        .then(victimStatusFact('VictimStatusDetermined', body));
  });

  it('I-41: given the year of the decision alone, then it is date enough', () => {
    const frame = { occurredAt: { value: '2021', precision: 'year', zone: 'Africa/Niamey' } } as const;
    given(caseAggregate, caseIn('REGISTERED'))
      .when(determineVictimStatus, actual, { frame })
      .then(victimStatusFact('VictimStatusDetermined', actual));
  });

  describe('a later decision', () => {
    it('I-42: given a decision, when a later one names it, then that one stands and the earlier one stays in the log', () => {
      const later = { ...actual, supersedes: FIRST };
      const facts = [...caseIn('REGISTERED'), determined(possible, FIRST)];
      given(caseAggregate, facts).when(determineVictimStatus, later).then(victimStatusFact('VictimStatusDetermined', later));
      expect(given(caseAggregate, [...facts, determined(later, SECOND)]).state.victimStatus).toEqual({
        status: actual.status,
        eventId: SECOND,
      });
    });

    it.each([
      ['none', undefined],
      ['an earlier one', FIRST],
      ['an event that is no decision', '0193c5a0-0000-7000-8000-000000000000'],
    ])('I-42: given two decisions, when a third one names %s, then it is refused and told which one stands', (_case, supersedes) => {
      const facts = [...caseIn('REGISTERED'), determined(possible, FIRST), determined({ ...actual, supersedes: FIRST }, SECOND)];
      const body = supersedes === undefined ? none : { ...none, supersedes };
      const { outcome } = given(caseAggregate, facts).when(determineVictimStatus, body);
      expect(outcome).toEqual({ rejected: 'STATUS_DETERMINED_BEFORE', params: { eventId: SECOND }, pointers: ['/supersedes'] });
    });

    it('I-42: given no decision, when one names another, then it is refused', () => {
      const { outcome } = given(caseAggregate, caseIn('REGISTERED')).when(determineVictimStatus, { ...possible, supersedes: FIRST });
      expect(outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/supersedes'] });
    });

    it('I-42: given a decision whose status is erased, when a later one is made, then it names it all the same', () => {
      const erased = { ...determined(possible, FIRST), data: { ...possible, status: ERASED } };
      given(caseAggregate, [...caseIn('REGISTERED'), erased])
        .when(determineVictimStatus, none)
        .thenRejected('STATUS_DETERMINED_BEFORE');
      const later = { ...none, supersedes: FIRST };
      given(caseAggregate, [...caseIn('REGISTERED'), erased])
        .when(determineVictimStatus, later)
        .then(victimStatusFact('VictimStatusDetermined', later));
    });
  });

  describe('who decides', () => {
    it('given a person just identified, when a first responder determines a possible victim, then it stands', () => {
      given(caseAggregate, caseIn('IDENTIFIED'))
        .when(determineVictimStatus, possible, as('FIRST_RESPONDER'))
        .then(victimStatusFact('VictimStatusDetermined', possible));
    });

    it.each([actual, none])('when a first responder determines $status, then it is refused', (body) => {
      const { outcome } = given(caseAggregate, caseIn('IDENTIFIED')).when(determineVictimStatus, body, as('FIRST_RESPONDER'));
      expect(outcome).toEqual({ rejected: 'ONLY_POSSIBLE_VICTIM', params: {}, pointers: ['/status'] });
    });

    it.each(['NATIONAL_COORD', 'SUPERVISOR', 'JUSTICE_LIAISON'] as const)(
      'when %s determines a status, then it is theirs to determine',
      (role) => {
        for (const body of [possible, actual, none])
          given(caseAggregate, caseIn('IDENTIFIED'))
            .when(determineVictimStatus, body, as(role))
            .then(victimStatusFact('VictimStatusDetermined', body));
      },
    );

    it('is for nobody else', () => {
      expect(determineVictimStatus).toMatchObject({
        roles: ['NATIONAL_COORD', 'SUPERVISOR', 'FIRST_RESPONDER', 'JUSTICE_LIAISON'],
        partnerRoles: [],
        creates: false,
        opens: [],
      });
    });
  });

  it('given a closed case, when a status is determined, then it has to be reopened first', () => {
    const { outcome } = given(caseAggregate, caseIn('CLOSED')).when(determineVictimStatus, none);
    expect(outcome).toEqual({ rejected: 'CASE_NOT_OPEN', params: { state: 'CLOSED' }, pointers: [] });
  });
});
