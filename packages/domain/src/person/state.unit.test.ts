import { describe, expect, it } from '@jest/globals';
import { WITHHELD } from '../mark.ts';
import { assessed, corrected, person, recorded } from './fixtures.ts';

const assessedOn1June = { kind: 'assessed', ageYears: 16, on: { value: '2022-06-01', precision: 'day', zone: 'Africa/Niamey' } };

describe('the fold of a person', () => {
  it('begins with nothing known', () => {
    expect(person().state.identity).toEqual({ recorded: false, sex: undefined, birthYear: undefined, age: undefined });
  });

  it('I-08: given a gender beside the sex, the sex stays what was recorded', () => {
    expect(person(recorded({ sex: 'F', gender: 'Masculine' })).state.identity.sex).toBe('F');
    expect(person(recorded({ sex: 'F' }), corrected({ sex: 'F', gender: 'Masculine' })).state.identity.sex).toBe('F');
  });

  it('I-07: a correction states all details anew', () => {
    expect(person(recorded({ sex: 'F', birthYear: 2004 }), corrected({ sex: 'M', birthYear: 2008 })).state.identity).toEqual({
      recorded: true,
      sex: 'M',
      birthYear: 2008,
      age: { kind: 'birth-year', birthYear: 2008 },
    });
  });

  it('given a wrong birth year, when a correction leaves it out, then no age is known', () => {
    expect(person(recorded({ birthYear: 1990 }), corrected()).state.identity).toMatchObject({ birthYear: undefined, age: undefined });
  });

  it('given an assessment, when it comes after the details, then it is what holds', () => {
    expect(person(recorded({ birthYear: 2000 }), assessed(16)).state.identity).toEqual({ recorded: true, sex: 'F', birthYear: 2000, age: assessedOn1June });
  });

  it('I-09: given a child by assessment, when a name is corrected and the old birth year repeated, then the assessment holds', () => {
    const facts = [recorded({ birthYear: 2000 }), assessed(16)];
    expect(person(...facts, corrected({ birthYear: 2000 })).state.identity.age).toEqual(assessedOn1June);
    expect(person(...facts, corrected()).state.identity.age).toEqual(assessedOn1June);
    expect(person(assessed(16), recorded()).state.identity).toMatchObject({ recorded: true, age: assessedOn1June });
  });

  it('given an assessment, when a correction states another birth year, then that is the newest statement', () => {
    expect(person(recorded({ birthYear: 2000 }), assessed(16), corrected({ birthYear: 2008 })).state.identity.age).toEqual({ kind: 'birth-year', birthYear: 2008 });
  });

  it('given an assessment on a day that nobody remembers, then the day of its record counts', () => {
    const occurredAt = { value: '', precision: 'unknown', zone: 'Africa/Niamey' } as const;
    expect(person(assessed(16, { occurredAt })).state.identity.age).toEqual({
      kind: 'assessed',
      ageYears: 16,
      on: { value: '2022-06-01T08:00:00.000Z', precision: 'instant', zone: 'Africa/Niamey' },
    });
  });

  it('given sealed details that did not open, then marks stand where they were', () => {
    const sealed = recorded();
    const closed = { ...sealed, data: { ...sealed.data, sex: WITHHELD, birthYear: WITHHELD } };
    expect(person(closed).state.identity).toEqual({ recorded: true, sex: WITHHELD, birthYear: WITHHELD, age: { kind: 'birth-year', birthYear: WITHHELD } });
  });
});
