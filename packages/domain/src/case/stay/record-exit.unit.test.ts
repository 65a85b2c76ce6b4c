import { describe, expect, it } from '@jest/globals';
import { caseIn } from '../../testing/case-facts.ts';
import { CENTRE } from '../../testing/centre-facts.ts';
import { given } from '../../testing/given-when-then.ts';
import { caseAggregate } from '../state.ts';
import { stayFact } from './events.ts';
import { recordExit } from './record-exit.ts';

const admitted = stayFact('AdmittedToCentre', { centreId: CENTRE, unit: 'GIRLS-1', separateMinorUnit: true });
const body = { reason: 'FAMILY_REUNIFIED', destination: { country: 'NER', admin1: 'NE-4' } } as const;
const left = stayFact('LeftCentre', { centreId: CENTRE, ...body });

describe('RecordExit', () => {
  it('given a person in a centre, when the person leaves, then the fact names that centre', () => {
    const facts = [...caseIn('IN_ASSISTANCE'), admitted];
    const when = given(caseAggregate, facts).when(recordExit, body);
    when.then(left);
    when.relyingOn({ rules: [], consentIds: [] });
    expect(given(caseAggregate, [...facts, left]).state.stay).toEqual({ status: 'LEFT', centreId: CENTRE });
  });

  it('needs no destination', () => {
    const when = given(caseAggregate, [...caseIn('REGISTERED'), admitted]).when(recordExit, { reason: 'ABSCONDED' });
    when.then(stayFact('LeftCentre', { centreId: CENTRE, reason: 'ABSCONDED' }));
  });

  it('given a case that was closed while the person was in the centre, when the person leaves, then the bed is free', () => {
    given(caseAggregate, [...caseIn('FOLLOW_UP'), admitted, ...caseIn('CLOSED').slice(-1)]).when(recordExit, body).then(left);
  });

  it('given a person who never was in a centre, when an exit is recorded, then it is refused', () => {
    given(caseAggregate, caseIn('REGISTERED')).when(recordExit, body).thenRejected('NOT_IN_CENTRE');
  });

  it('given a person who left, when an exit is recorded again, then it is refused', () => {
    given(caseAggregate, [...caseIn('REGISTERED'), admitted, left]).when(recordExit, body).thenRejected('NOT_IN_CENTRE');
  });

  it('is for centre managers; its body names no centre', () => {
    expect(recordExit).toMatchObject({ roles: ['CENTRE_MANAGER'], partnerRoles: [], creates: false, opens: [] });
    expect(Object.keys(recordExit.fields)).toEqual(['reason', 'destination']);
    given(caseAggregate, [...caseIn('REGISTERED'), admitted]).when(recordExit).then({ type: 'LeftCentre', data: { centreId: CENTRE, ...recordExit.example } });
  });
});
