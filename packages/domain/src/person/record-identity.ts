import { commandOn } from '../command-definition.ts';
import { accept } from '../decision.ts';
import { firstRefusal } from '../first-refusal.ts';
import { reject } from '../rejection.ts';
import { birthYearFits, withBirthYear } from './birth-year.ts';
import { personEvents, personFact } from './events.ts';
import { caseAllowsRecord, caseOf } from './guards.ts';
import { personAggregate } from './state.ts';

/** Begins the identity vault of a person. Afterwards there are only corrections (I-07). */
export const recordIdentity = commandOn(personAggregate)({
  name: 'RecordIdentity',
  creates: true,
  roles: ['CASEWORKER'],
  fields: personEvents.IdentityDetailsRecorded.fields,
  rules: ['I-02', 'I-07', 'I-08'],
  capabilities: ['CAP-04'],
  summary: { fr: 'Enregistrer l’identité', en: 'Record the identity' },
  example: {
    caseId: '0193c5a0-0000-7000-8000-0000000ca5e1',
    names: ['Nom fictif'],
    birthYear: 2010,
    sex: 'F',
    citizenship: ['NER'],
    languages: ['hau'],
    documents: [],
  },
  context: ({ body }) => ({ case: caseOf(body.caseId) }),
  decide: ({ body, frame, state, context, id }) =>
    firstRefusal(
      caseAllowsRecord(context.case, id, frame),
      state.identity.recorded ? reject('IDENTITY_RECORDED_BEFORE') : undefined,
      birthYearFits(body),
    ) ?? accept(personFact('IdentityDetailsRecorded', withBirthYear(body)), { rules: ['I-02', 'I-07'] }),
});
