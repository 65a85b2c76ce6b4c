import { describe, expect, it } from '@jest/globals';
import { caseAggregate } from '../case/state.ts';
import { writtenSchema } from '../field-schemas.ts';
import { caseIn } from './case-facts.ts';
import { given } from './given-when-then.ts';

const states = ['IDENTIFIED', 'REGISTERED', 'IN_ASSESSMENT', 'ASSESSED', 'PLANNED', 'IN_ASSISTANCE', 'REINTEGRATING', 'FOLLOW_UP', 'CLOSED'] as const;

describe('facts that tests begin with', () => {
  it.each(states)('bring the case to %s', (state) => {
    expect(given(caseAggregate, caseIn(state)).state.lifecycle.status).toBe(state);
  });

  it('are facts that could stand in the log', () => {
    for (const { type, data } of caseIn('CLOSED')) {
      const definition = caseAggregate.events[type];
      expect(definition && writtenSchema(definition.fields).parse(data)).toEqual(data);
    }
  });
});
