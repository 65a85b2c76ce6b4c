import { commandOn } from '../command-definition.ts';
import { accept } from '../decision.ts';
import { firstRefusal } from '../first-refusal.ts';
import { reject } from '../rejection.ts';
import { birthYearFits, withBirthYear } from './birth-year.ts';
import { personEvents, personFact } from './events.ts';
import { caseAllowsRecord, caseOf } from './guards.ts';
import { personAggregate } from './state.ts';

/** Gives all details anew, with the reason; the old ones stay readable to auditors (I-07, DP-09). */
export const correctIdentity = commandOn(personAggregate)({
  name: 'CorrectIdentity',
  roles: ['CASEWORKER'],
  fields: personEvents.IdentityDetailsCorrected.fields,
  rules: ['I-02', 'I-07', 'I-08'],
  summary: { fr: 'Corriger l’identité', en: 'Correct the identity' },
  example: {
    caseId: '0193c5a0-0000-7000-8000-0000000ca5e1',
    names: ['Nom corrigé'],
    birthYear: 2011,
    sex: 'F',
    citizenship: ['NER'],
    languages: ['hau'],
    documents: [],
    correctionReason: { text: 'Acte de naissance retrouvé', lang: 'fra' },
  },
  context: ({ body }) => ({ case: caseOf(body.caseId) }),
  decide: ({ body, frame, state, context, id }) =>
    firstRefusal(
      caseAllowsRecord(context.case, id, frame),
      state.identity.recorded ? undefined : reject('NO_IDENTITY_TO_CORRECT'),
      birthYearFits(body),
    ) ?? accept(personFact('IdentityDetailsCorrected', withBirthYear(body)), { rules: ['I-02', 'I-07'] }),
});
