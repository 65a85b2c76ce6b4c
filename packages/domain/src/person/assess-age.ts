import { commandOn } from '../command-definition.ts';
import { accept } from '../decision.ts';
import { omit } from '../field-tree.ts';
import { firstRefusal } from '../first-refusal.ts';
import { FULL_AGE } from './age.ts';
import { personEvents, personFact } from './events.ts';
import { caseAllowsRecord, caseOf } from './guards.ts';
import { personAggregate } from './state.ts';

/** Under 18 and in doubt is a child, and the record says that the doubt was in the child's favour (I-09). */
export const assessAge = commandOn(personAggregate)({
  name: 'AssessAge',
  creates: true,
  roles: ['CASEWORKER', 'CHILD_GUARDIAN_AUTH'],
  fields: omit(personEvents.AgeAssessed.fields, 'benefitOfDoubtApplied'),
  rules: ['I-02', 'I-09'],
  summary: { fr: 'Évaluer l’âge', en: 'Assess the age' },
  example: { caseId: '0193c5a0-0000-7000-8000-0000000ca5e1', ageYears: 16, method: 'ESTIMATED_SOCIAL', estimated: true },
  context: ({ body }) => ({ case: caseOf(body.caseId) }),
  decide: ({ body, frame, context, id }) => {
    const benefitOfDoubtApplied = body.estimated && body.ageYears < FULL_AGE;
    return (
      firstRefusal(caseAllowsRecord(context.case, id, frame)) ??
      accept(personFact('AgeAssessed', { ...body, benefitOfDoubtApplied }), { rules: ['I-02', 'I-09'] })
    );
  },
});
