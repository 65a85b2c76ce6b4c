import { describe, expect, it } from '@jest/globals';
import { identificationFact } from '../identification/events.ts';
import { caseIn } from '../../testing/case-facts.ts';
import { CENTRE, centreState } from '../../testing/centre-facts.ts';
import { AGENCY, given, PERSON_ID } from '../../testing/given-when-then.ts';
import { personAged } from '../../testing/person-facts.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import type { Role } from '../../roles.ts';
import { centreFact } from '../../centre/events.ts';
import { caseAggregate } from '../state.ts';
import { admitToCentre } from './admit-to-centre.ts';
import { stayFact } from './events.ts';

const adult = personAged(30);
const child = personAged(12);
const body = { centreId: CENTRE, unit: 'MEN-1', separateMinorUnit: false };
const admitted = stayFact('AdmittedToCentre', body);
const left = stayFact('LeftCentre', { centreId: CENTRE, reason: 'OWN_CHOICE' });
const guardian: Given = identificationFact('GuardianAppointed', {
  guardianPersonId: '0193c5a0-0000-7000-8000-0000000be502',
  authorityAgencyId: AGENCY,
  from: { value: '2022-06-01', precision: 'day' },
  kind: 'PARENT',
});
const overrideReason = { text: 'Nuit froide, aucun autre lieu', lang: 'fra' };

type Tried = { facts?: readonly Given[]; change?: object; context?: object; role?: Role };
const tried = ({ facts = caseIn('REGISTERED'), change = {}, context = {}, role = 'CENTRE_MANAGER' }: Tried = {}) =>
  given(caseAggregate, facts).when(
    admitToCentre,
    { ...body, ...change },
    { context: { centre: centreState(), person: adult, occupancy: { present: 9 }, ...context }, actor: { role } },
  );
const full = { occupancy: { present: 10 } };

describe('AdmitToCentre', () => {
  it('I-06, I-50, I-51: given a registered adult and a free place, when the person is admitted, then the person is in the centre', () => {
    const when = tried();
    when.then(admitted);
    when.relyingOn({ rules: ['I-06', 'I-50', 'I-51'], consentIds: [] });
    expect(given(caseAggregate, [...caseIn('REGISTERED'), admitted]).state.stay).toEqual({ status: 'IN_CENTRE', centreId: CENTRE });
  });

  it('asks for a centre of the own agency, the age of the person, and who is in the centre', () => {
    const { requests } = tried();
    expect(requests['centre']).toMatchObject({ stream: `centre-${CENTRE}`, opens: [], namers: 'controller' });
    expect(requests['person']).toMatchObject({ stream: { personId: PERSON_ID }, opens: ['statistic'], namers: 'controller' });
    expect(requests['occupancy']).toEqual({ kind: 'query', name: 'centre-occupancy', params: { centreId: CENTRE } });
  });

  it.each(['IN_ASSESSMENT', 'ASSESSED', 'PLANNED', 'IN_ASSISTANCE', 'REINTEGRATING', 'FOLLOW_UP'] as const)('given a case in state %s, when the person is admitted, then it is accepted', (state) => {
    tried({ facts: caseIn(state) }).then(admitted);
  });

  it.each(['IDENTIFIED', 'CLOSED'] as const)('given a case in state %s, when the person is admitted, then it is refused', (state) => {
    tried({ facts: caseIn(state) }).thenRejected('CASE_NOT_OPEN');
  });

  it('I-06: given a case that was opened without a registration, when the person is admitted, then it is refused', () => {
    tried({ facts: caseIn('REGISTERED').slice(0, 2) }).thenRejected('PERSON_NOT_REGISTERED');
  });

  it('given a person who is in a centre, when admitted again, then it is refused, and after the exit it is accepted', () => {
    tried({ facts: [...caseIn('REGISTERED'), admitted] }).thenRejected('ALREADY_IN_CENTRE');
    tried({ facts: [...caseIn('REGISTERED'), admitted, left] }).then(admitted);
  });

  it('given a centre that does not exist or is another agency’s, when the person is admitted, then it is refused', () => {
    expect(tried({ context: { centre: undefined } }).outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/centreId'] });
  });

  it('I-50: given a centre that is known to be full, when another person is admitted, then it is refused, whoever asks', () => {
    expect(tried({ context: full }).outcome).toEqual({ rejected: 'CENTRE_FULL', params: { occupied: 10, places: 10 }, pointers: [] });
    tried({ context: { occupancy: { present: 12 } }, role: 'SUPERVISOR' }).thenRejected('CENTRE_FULL');
  });

  it('I-50: given a capacity that was changed, when another person is admitted, then the new one holds', () => {
    tried({ context: { ...full, centre: centreState(centreFact('CentreCapacityChanged', { capacity: 11 })) } }).then(admitted);
  });

  it('I-50: given a full centre, when a supervisor overrides with a reason, then it is accepted and noted', () => {
    const when = tried({ context: full, change: { overrideReason }, role: 'SUPERVISOR' });
    when.then(stayFact('AdmittedToCentre', { ...body, overrideReason }));
    when.relyingOn({ rules: ['I-06', 'I-50:override', 'I-51'] });
  });

  it.each([{ present: 10 }, { present: 0 }, 'unchecked'])('I-50: given an occupancy of %j, when anybody but a supervisor gives an override, then it is refused', (occupancy) => {
    tried({ context: { occupancy }, change: { overrideReason } }).thenRejected('OVERRIDE_NEEDS_SUPERVISOR');
  });

  it('I-50: given a free place, when a supervisor gives a reason all the same, then nothing was overridden', () => {
    const when = tried({ change: { overrideReason }, role: 'SUPERVISOR' });
    when.then(stayFact('AdmittedToCentre', { ...body, overrideReason }));
    when.relyingOn({ rules: ['I-06', 'I-50', 'I-51'] });
  });

  it('I-50: given read models that are down, when the person is admitted, then it is accepted and noted', () => {
    const when = tried({ context: { occupancy: 'unchecked' } });
    when.then(admitted);
    when.relyingOn({ rules: ['I-06', 'I-50:unchecked', 'I-51'] });
  });

  it('I-50: given no place for minors, when a child is admitted, then it is refused, and an adult is accepted', () => {
    const change = { separateMinorUnit: true };
    const occupancy = { present: 6, minors: 4 };
    expect(tried({ change, context: { occupancy, person: child } }).outcome).toEqual({ rejected: 'CENTRE_FULL', params: { occupied: 4, places: 4 }, pointers: [] });
    tried({ context: { occupancy } }).then(admitted);
  });

  it('I-50: given minors who cannot be counted, or a centre without places of their own, when a child is admitted, then all places count', () => {
    const change = { separateMinorUnit: true };
    const accepted = stayFact('AdmittedToCentre', { ...body, ...change });
    const uncounted = tried({ change, context: { person: child } });
    uncounted.then(accepted);
    uncounted.relyingOn({ rules: ['I-06', 'I-50:unchecked', 'I-51'] });
    const centre = centreState(centreFact('CentreCapacityChanged', { capacity: 10 }));
    const withoutOwn = tried({ change, context: { person: child, centre, occupancy: { present: 9, minors: 9 } } });
    withoutOwn.then(accepted);
    withoutOwn.relyingOn({ rules: ['I-06', 'I-50', 'I-51'] });
  });

  it.each([
    ['a child', child],
    ['a person of unknown age', undefined],
  ])('I-51: given %s without a guardian, when admitted among adults, then it is refused', (_who, person) => {
    expect(tried({ context: { person } }).outcome).toEqual({ rejected: 'SEPARATE_UNIT_NEEDED', params: {}, pointers: ['/separateMinorUnit'] });
    tried({ context: { person }, change: { separateMinorUnit: true } }).then(stayFact('AdmittedToCentre', { ...body, separateMinorUnit: true }));
  });

  it('I-51: given a child with a guardian, when admitted to the guardian’s unit, then it is accepted, and refused where the guardian is one from tomorrow on', () => {
    tried({ facts: [...caseIn('REGISTERED'), guardian], context: { person: child } }).then(admitted);
    const tomorrows = { ...guardian, data: { ...guardian.data, from: { value: '2022-06-16', precision: 'day' } } };
    tried({ facts: [...caseIn('REGISTERED'), tomorrows], context: { person: child } }).thenRejected('SEPARATE_UNIT_NEEDED');
  });

  it('I-51: given an adult who was a child on the day it happened, when the stay is recorded late, then the unit has to be separate', () => {
    const context = { centre: centreState(), person: personAged(17), occupancy: { present: 0 } };
    const onDay = (value: string) =>
      given(caseAggregate, caseIn('REGISTERED')).when(admitToCentre, body, { context, now: '2023-07-01T10:00:00.000Z', frame: { occurredAt: { value, precision: 'day', zone: 'Africa/Niamey' } } });
    onDay('2023-05-31').thenRejected('SEPARATE_UNIT_NEEDED');
    onDay('2023-06-01').then(admitted);
  });

  it('is for centre managers and supervisors', () => {
    expect(admitToCentre).toMatchObject({ roles: ['CENTRE_MANAGER', 'SUPERVISOR'], partnerRoles: [], creates: false, opens: [] });
    tried({ change: admitToCentre.example }).then({ type: 'AdmittedToCentre', data: admitToCentre.example });
  });
});
